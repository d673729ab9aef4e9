-- The national store: sealed records of all chapters. Nobody who has only this can read a name.
--
-- Only what PostgreSQL and its distributed relatives share is used: keys led by chapter_id, no sequences, triggers,
-- extensions, functions of our own, temporary tables, or foreign keys between tables. tests/national.check holds it to that.
-- Run it once as the database's owner: psql -v ON_ERROR_STOP=1 -f schema.sql DATABASE

CREATE TABLE hz_record (
    chapter_id  text        NOT NULL,
    record_id   uuid        NOT NULL,
    kiosk_id    text        NOT NULL,
    stream      text        NOT NULL CHECK (length(stream) = 1),
    seq         bigint      NOT NULL CHECK (seq > 0),
    kind        text        NOT NULL CHECK (length(kind) < 16),
    event_id    text        NOT NULL CHECK (length(event_id) < 32),
    form        text        NOT NULL CHECK (length(form) < 32),
    captured_at timestamptz,          -- the kiosk's opinion; clock_src says how far to trust it
    clock_src   text        NOT NULL,
    sha256      bytea       NOT NULL CHECK (length(sha256) = 32),
    envelope    text        NOT NULL CHECK (length(envelope) < 16384), -- the signed line; '' once erased
    received_at timestamptz NOT NULL DEFAULT now(),
    received_by text        NOT NULL DEFAULT current_user,
    PRIMARY KEY (chapter_id, record_id)
);

-- Not unique by (kiosk_id, stream, seq): a copied card gives numbers twice, and both records are people's.

-- Records that are to be forgotten. The national office blanks their envelopes.
CREATE TABLE hz_erase (
    chapter_id  text        NOT NULL,
    record_id   uuid        NOT NULL,
    asked_at    timestamptz NOT NULL DEFAULT now(),
    asked_by    text        NOT NULL DEFAULT current_user,
    PRIMARY KEY (chapter_id, record_id)
);

-- Each chapter is a role hz_<chapter>, a member of hz_chapters. It sees and adds its own rows, and changes none.
CREATE ROLE hz_chapters NOLOGIN;
CREATE ROLE hz_national NOLOGIN;

GRANT SELECT, INSERT ON hz_record, hz_erase TO hz_chapters;
GRANT SELECT, UPDATE ON hz_record TO hz_national;
GRANT SELECT, INSERT ON hz_erase TO hz_national;

ALTER TABLE hz_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE hz_erase ENABLE ROW LEVEL SECURITY;

CREATE POLICY chapter_reads ON hz_record FOR SELECT TO hz_chapters
    USING ('hz_' || chapter_id = current_user);
CREATE POLICY chapter_adds ON hz_record FOR INSERT TO hz_chapters
    WITH CHECK ('hz_' || chapter_id = current_user AND received_by = current_user);
CREATE POLICY chapter_reads ON hz_erase FOR SELECT TO hz_chapters
    USING ('hz_' || chapter_id = current_user);
CREATE POLICY chapter_adds ON hz_erase FOR INSERT TO hz_chapters
    WITH CHECK ('hz_' || chapter_id = current_user AND asked_by = current_user);
CREATE POLICY national_reads ON hz_record FOR SELECT TO hz_national USING (true);
CREATE POLICY national_blanks ON hz_record FOR UPDATE TO hz_national USING (true) WITH CHECK (envelope = '');
CREATE POLICY national_reads ON hz_erase FOR SELECT TO hz_national USING (true);
CREATE POLICY national_adds ON hz_erase FOR INSERT TO hz_national WITH CHECK (true);
