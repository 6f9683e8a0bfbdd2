# SPDX-License-Identifier: Apache-2.0
"""Reads and writes TPDUs with python3-gammu: a JSON object in a line, one out in a line."""
import datetime
import json
import sys

import gammu


def shown(sms):
    udh = sms["UDH"]
    time = sms["DateTime"]
    text = sms["Text"]
    return {
        "type": sms["Type"],
        "number": sms["Number"],
        "text": text.hex() if isinstance(text, bytes) else text,
        "coding": sms["Coding"],
        "class": sms["Class"],
        "header": udh["Text"].hex(),
        "time": time.strftime("%Y-%m-%dT%H:%M:%S") if time else "",
        "validity": sms["SMSC"]["Validity"],
        "reference": sms["MessageReference"],
    }


def written(wish):
    eight_bit = wish["coding"] == "8bit"
    sms = {
        "Folder": 0,
        "Number": wish["number"],
        "Text": bytes.fromhex(wish["text"]) if eight_bit else wish["text"],
        "Coding": wish["coding"],
        "Class": wish["class"],
        "Type": wish["layout"],
        "DateTime": datetime.datetime(2026, 11, 22, 12, 0, 0),
        "SMSC": {"Number": "+447700900000", "Validity": wish["validity"]},
        "MessageReference": wish["reference"],
    }
    if wish["header"]:
        sms["UDH"] = {"Type": "UserUDH", "Text": bytes.fromhex(wish["header"])}
    pdu = gammu.EncodePDU(sms, wish["layout"])
    return {"pdu": pdu[1 + pdu[0]:].hex()}  # without the service centre before it


for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = shown(gammu.DecodePDU(bytes.fromhex(request["pdu"]), False)) if "pdu" in request else written(request)
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
