# Reads a calendar as another program does: one line a component, sorted.
import sys

sys.path.insert(0, "/usr/lib/python3/dist-packages")
import icalendar

data = sys.stdin.buffer.read()
for line in data.split(b"\r\n"):
    assert len(line) <= 75, line
    line.decode()
calendar = icalendar.Calendar.from_ical(data)
assert calendar["version"] == "2.0" and calendar["prodid"]
zones = {str(z["tzid"]) for z in calendar.walk("VTIMEZONE")}
for part in calendar.walk():
    if part.name not in ("VTODO", "VEVENT"):
        continue
    when = part["due" if part.name == "VTODO" else "dtstart"]
    if "TZID" in when.params:
        assert when.params["TZID"] in zones, when.params
    [alarm] = part.walk("VALARM")
    assert alarm["action"] == "DISPLAY" and alarm["description"]
    assert part["dtstamp"].dt.tzinfo
    print(part.name, part["uid"].split("@")[0], when.dt.isoformat(),
          repr(str(part["summary"])), repr(str(part["description"])),
          sep="|")
