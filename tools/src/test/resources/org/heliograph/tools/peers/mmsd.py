# SPDX-License-Identifier: Apache-2.0
"""mmsd-tng on a session bus of its own, with a ModemManager that has one connected modem.

usage: mmsd.py MMSC PROXY, both as mmsd-tng's settings want them

Reads lines:  push HEX                     an SMS has come, with these octets after its header
              send NUMBER SUBJECT FILE     a message with a text goes out
Prints lines: "ready"; "added SENDER STATUS SUBJECT FILE..." of each message, the files as START:LENGTH:PATH;
              "status VALUE" as it changes; and the log of mmsd-tng.
"""

import os
import subprocess
import sys

import dbus
import dbus.mainloop.glib
import dbusmock.mockobject
from gi.repository import GLib

MANAGER = "org.freedesktop.ModemManager1"
ROOT = "/org/freedesktop/ModemManager1"
MODEM = ROOT + "/Modem/0"
SIM = ROOT + "/SIM/0"
BEARER = ROOT + "/Bearer/0"
OFONO = "org.ofono.mms"
APN = "internet"
CONNECTED = 11  # MM_MODEM_STATE_CONNECTED
RECEIVED = 3  # MM_SMS_STATE_RECEIVED
DELIVER = 1  # MM_SMS_PDU_TYPE_DELIVER


def say(*words):
    print(*words, flush=True)


def modem_manager(bus):
    """Puts the objects on the bus that libmm-glib asks for."""
    name = dbus.service.BusName(MANAGER, bus, do_not_queue=True)
    manager = dbusmock.mockobject.DBusMockObject(name, ROOT, MANAGER, {}, os.devnull, True)
    dbusmock.mockobject.objects[ROOT] = manager
    manager.object_manager = manager
    manager.AddObject(
        MODEM,
        MANAGER + ".Modem",
        {
            "Sim": dbus.ObjectPath(SIM),
            "Bearers": dbus.Array([dbus.ObjectPath(BEARER)], signature="o"),
            "MaxActiveBearers": dbus.UInt32(1),
            "MaxBearers": dbus.UInt32(1),
            "State": dbus.Int32(CONNECTED),
            "OwnNumbers": dbus.Array([], signature="s"),
        },
        [("ListBearers", "", "ao", "ret = ['%s']" % BEARER)],
    )
    modem = dbusmock.mockobject.objects[MODEM]
    modem.AddProperties(MANAGER + ".Modem.Messaging", {"Messages": dbus.Array([], signature="o")})
    modem.AddMethod(MANAGER + ".Modem.Messaging", "Delete", "o", "", "")
    manager.AddObject(
        SIM,
        MANAGER + ".Sim",
        {
            "SimIdentifier": "8944000000000000000",
            "Imsi": "234150000000001",
            "OperatorIdentifier": "23415",
            "OperatorName": "Heliograph",
        },
        [],
    )
    manager.AddObject(
        BEARER,
        MANAGER + ".Bearer",
        {
            "Interface": "lo",
            "Connected": True,
            "Properties": dbus.Dictionary({"apn": APN}, signature="sv"),
            "Ip4Config": dbus.Dictionary(
                {"method": dbus.UInt32(2), "dns1": "127.0.0.1"}, signature="sv"
            ),
            "Ip6Config": dbus.Dictionary({"method": dbus.UInt32(0)}, signature="sv"),
        },
        [],
    )
    return modem


def push(modem, octets):
    path = "%s/SMS/%d" % (ROOT, len(dbusmock.mockobject.objects))
    dbusmock.mockobject.objects[ROOT].AddObject(
        path,
        MANAGER + ".Sms",
        {
            "State": dbus.UInt32(RECEIVED),
            "PduType": dbus.UInt32(DELIVER),
            "Data": dbus.ByteArray(octets),
            "Text": "",
            "Number": "1099",
        },
        [],
    )
    messaging = MANAGER + ".Modem.Messaging"
    messages = dbus.Array([dbus.ObjectPath(path)], signature="o")
    modem.UpdateProperties(messaging, {"Messages": messages})
    modem.EmitSignal(messaging, "Added", "ob", [dbus.ObjectPath(path), True])


def settings(home, mmsc, proxy):
    directory = os.path.join(home, ".mms", "modemmanager")
    os.makedirs(directory)
    with open(os.path.join(directory, "mms"), "w") as file:
        file.write(
            "[Modem Manager]\nCarrierMMSC=%s\nMMS_APN=%s\nCarrierMMSProxy=%s\n"
            "DefaultModemNumber=NULL\nAutoProcessOnConnection=true\nAutoProcessSMSWAP=true\n" % (mmsc, APN, proxy)
        )


def main():
    mmsc, proxy = sys.argv[1:]
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    os.environ["HOME"] = os.getcwd()
    settings(os.getcwd(), mmsc, proxy)
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    loop = GLib.MainLoop()
    bus = dbus.SessionBus()
    modem = modem_manager(bus)
    service = OFONO + ".Service"

    def added(path, properties):
        files = ["%d:%d:%s" % (a[3], a[4], a[2]) for a in properties.get("Attachments", [])]
        sender, status = properties.get("Sender", "-"), properties.get("Status", "-")
        say("added", sender, status, properties.get("Subject", "-"), *files)

    def changed(name, value):
        say(str(name).lower(), value)

    bus.add_signal_receiver(added, "MessageAdded", service)
    bus.add_signal_receiver(changed, "PropertyChanged", OFONO + ".Message")
    bus.add_signal_receiver(lambda e: say("send-error", dict(e)), "MessageSendError", service)
    bus.add_signal_receiver(lambda e: say("receive-error", dict(e)), "MessageReceiveError", service)
    bus.add_signal_receiver(lambda *_: say("ready"), "ServiceAdded", OFONO + ".Manager")
    child = subprocess.Popen(["mmsdtng", "-d"], stdin=subprocess.DEVNULL)

    def command(source, _):
        line = source.readline()
        if not line:
            loop.quit()
            return False
        words = line.split()
        if words[0] == "push":
            push(modem, bytes.fromhex(words[1]))
        elif words[0] == "send":
            daemon = bus.get_object(OFONO, "/org/ofono/mms/modemmanager")
            daemon.SendMessage(
                dbus.Array([words[1]], signature="s"),
                dbus.Dictionary(
                    {"Subject": words[2], "DeliveryReport": True}, signature="sv", variant_level=1
                ),
                dbus.Array([("text", "text/plain", words[3])], signature="(sss)"),
                dbus_interface=service,
                reply_handler=lambda path: say("sending", path),  # it may be asking us something
                error_handler=lambda error: say("refused", error),
            )
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, command)
    try:
        loop.run()
    finally:
        child.terminate()


main()
