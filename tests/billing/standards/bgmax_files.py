"""Writes BgMax files as Bankgirot would."""

from __future__ import annotations


class BgMax:
    """Writes a BgMax file record by record, adding up what the reader will check."""

    def __init__(self, account="9990003", currency="SEK", mark="P"):
        self.lines = [f"{'01':2}{'BGMAX':20}01{'20170110173035010331':20}{mark}"]
        self.account, self.currency = account, currency
        self.deposits, self.counts, self.serial = 0, {"20": 0, "21": 0, "22": 0, "23": 0}, 0
        self.total = self.number = 0

    def open(self):
        self.lines.append(f"05{self.account:0>10}{'':10}{self.currency}")
        self.total = self.number = 0
        return self

    def record(self, code, reference, amount, *, bankgiro="", serial=None, kind="2", channel="1"):
        self.serial += 1
        self.counts[code] += 1
        number = f"{self.serial if serial is None else serial:0>12}"
        self.lines.append(f"{code}{bankgiro:0>10}{reference:25}{amount:0>18}{kind}{channel}{number}0")

    def pay(self, reference, amount, *, name="", text=(), further=(), org_number="", code="20", **more):
        self.record(code, reference, amount, **more)
        self.total += -amount if code == "21" else amount
        self.number += 1
        for other in further:
            self.record("22", other, 0, **more)
        self.lines += [f"25{line:50}" for line in text]
        if name:
            self.lines += [f"26{name:35}", f"27{'Storgatan 2':35}{'12345':9}", f"28{'Storåker':35}"]
        if org_number:
            self.lines.append(f"29{org_number:0>12}")
        return self

    def close(self, day="20170110"):
        self.deposits += 1
        self.lines.append(
            f"15{'58410000010098232':0>35}{day}{self.deposits:0>5}{self.total:0>18}{self.currency}"
            f"{self.number:0>8} "
        )
        return self

    def bytes(self, newline="\r\n"):
        further = self.counts["22"] + self.counts["23"]
        numbers = (self.counts["20"], self.counts["21"], further, self.deposits)
        end = "70" + "".join(f"{number:0>8}" for number in numbers)
        return newline.join([*(line.ljust(80) for line in [*self.lines, end]), ""]).encode("iso-8859-1")
