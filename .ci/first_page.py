"""Wait until the desk serves its first page, and say how long that took; fail where `make run` ends before."""

import os
import sys
import time
import urllib.error
import urllib.request

started, served = time.monotonic(), int(sys.argv[1])
while True:
    try:
        page = urllib.request.urlopen("http://127.0.0.1:8000/", timeout=20).read().decode()
        break
    except urllib.error.URLError:
        pass
    if not os.path.exists(f"/proc/{served}") or time.monotonic() - started > 600:
        sys.exit("make run served no page")
    time.sleep(1)
if "落实" not in page or "264" not in page:
    sys.exit("the first page does not show the plan")
print(f"first page after {time.monotonic() - started:.0f} s, {len(page):,} characters")
