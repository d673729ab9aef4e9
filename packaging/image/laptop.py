"""A laptop in qemu, driven through QMP: pictures of its screen, keys, a pointer, a plug that can be pulled. Its disk is
a USB stick behind a write cache that is lost with the plug, as a cheap stick's is."""
import json
import os
import socket
import subprocess
import time


class Laptop:
    def __init__(self, disk, folder, size, has_mouse, options):
        self.folder, self.size, self.has_mouse = folder, size, has_mouse
        control, store = folder + "/qmp.sock", folder + "/disk.sock"
        for path in (control, store):
            if os.path.exists(path):
                os.remove(path)
        self.store = subprocess.Popen(["nbdkit", "--foreground", "--unix", store, "--filter=cache", "file", disk,
                                       "cache=writeback"])
        while not os.path.exists(store):
            time.sleep(0.1)
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            ["qemu-system-x86_64", "-machine", "q35", "-accel", "tcg,thread=multi,tb-size=512", "-cpu", "Nehalem",
             "-smp", "2", "-m", "1024", "-nic", "none", "-display", "none", "-vga", "std",
             "-qmp", "unix:%s,server=on,wait=off" % control, "-serial", "file:%s/serial.log" % folder,
             "-device", "qemu-xhci,id=xhci", "-device", "usb-mouse" if has_mouse else "usb-tablet",
             "-device", "usb-kbd", "-drive", "if=none,id=d0,format=raw,file=nbd+unix:///?socket=" + store,
             "-device", "usb-storage,drive=d0,removable=on,serial=HZ0001"] + options)
        while not os.path.exists(control):
            time.sleep(0.1)
        link = socket.socket(socket.AF_UNIX)
        link.connect(control)
        self.stream = link.makefile("rw")
        self.stream.readline()
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        self.stream.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.stream.flush()
        while True:
            answer = json.loads(self.stream.readline())
            if "error" in answer:
                raise SystemExit("qemu: %s: %s" % (command, answer["error"]["desc"]))
            if "return" in answer:
                return answer["return"]

    def seconds(self):
        return time.monotonic() - self.began

    def picture(self, name):
        path = "%s/%s.png" % (self.folder, name)
        self.ask("screendump", filename=path, format="png")
        return path

    def send(self, *events):
        self.ask("input-send-event", events=list(events))
        time.sleep(0.2)

    def key(self, *names):
        def event(name, is_down):
            return {"type": "key", "data": {"down": is_down, "key": {"type": "qcode", "data": name}}}
        for name in names:
            self.send(event(name, True))
        for name in reversed(names):
            self.send(event(name, False))

    def point(self, x, y):
        """A mouse only knows how far: first into the corner, then from there, in steps that it can tell."""
        if not self.has_mouse:
            self.send({"type": "abs", "data": {"axis": "x", "value": (2 * x + 1) * 16384 // self.size[0]}},
                      {"type": "abs", "data": {"axis": "y", "value": (2 * y + 1) * 16384 // self.size[1]}})
            return
        for dx, dy in [(-120, -120)] * 12 + [(100, 0)] * (x // 100) + [(x % 100, 0)] + [(0, 100)] * (y // 100) + \
                [(0, y % 100)]:
            self.send({"type": "rel", "data": {"axis": "x", "value": dx}},
                      {"type": "rel", "data": {"axis": "y", "value": dy}})

    def click(self, x, y):
        self.point(x, y)
        self.send({"type": "btn", "data": {"down": True, "button": "left"}})
        self.send({"type": "btn", "data": {"down": False, "button": "left"}})

    def plug_in(self, stick):
        self.ask("blockdev-add", **{"node-name": "stick", "driver": "raw", "file": {"driver": "file", "filename": stick}})
        self.ask("device_add", driver="usb-storage", id="stick", drive="stick", bus="xhci.0", removable=True)

    def pull_out(self):
        self.ask("device_del", id="stick")
        time.sleep(5)

    def is_off(self):
        return self.process.poll() is not None

    def pull_the_plug(self):
        """What was not flushed is gone: nothing of the cache reaches the disk."""
        for each in (self.process, self.store):
            each.kill()
            each.wait()

    def wait_until_off(self, seconds):
        end = time.monotonic() + seconds
        while not self.is_off() and time.monotonic() < end:
            time.sleep(0.5)
        is_off = self.is_off()
        self.store.terminate()
        self.store.wait()
        return is_off
