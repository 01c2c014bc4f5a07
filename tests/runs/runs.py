#!/usr/bin/env python3
"""Whole runs that are disturbed: signals, kills, full disks, calls that fail, two runs at once.

Run: runs.py CASE --program LULL --inputs MAKE_INPUTS --faults FAULTS.so --work FOLDER [--kills N] [--points N] [--seed N]
Exit status 77: this machine cannot show the case.
"""
import argparse
import errno
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from disturbed import (expect, expect_one_line, expect_same, expect_whole_so_far, Runs, SKIPPED, tree,
                       wait_for_start, wait_until_open)


def case_signals(runs):
    long = runs.long_recording()
    inputs = [long, runs.corpus]
    for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        out = runs.path(f"twice{status}")
        process = runs.start(out, inputs=inputs)
        wait_for_start(runs, out)
        wait_until_open(process, long)
        process.send_signal(number)
        time.sleep(0.05)
        expect(process.poll() is None, "the first signal stopped what was in hand")
        for _ in range(600):  # two that come before the first is taken are one
            process.send_signal(number)
            time.sleep(0.1)
            if process.poll() is not None:
                break
        expect(process.returncode == status, process.returncode)
        process.communicate()
        expect(not [name for name in tree(out) if name.startswith("sessions/")], "something half is there")

    # Long enough to be in hand when the signal comes.
    inputs = [runs.long_recording(600), runs.corpus]
    wanted = runs.undisturbed(inputs)
    for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        out = runs.path(f"once{status}")
        process = runs.start(out, inputs=inputs)
        wait_for_start(runs, out)
        process.send_signal(number)
        _, told = process.communicate(timeout=120)
        expect(process.returncode == status, process.returncode, told)
        expect_whole_so_far(out, wanted)
        expect(b'"status": "interrupted"' in tree(out)["run.json"], "run.json does not say so")
        runs.run(out, inputs=inputs)
        expect_same(tree(out), wanted)


def case_kill(runs):
    wanted = runs.undisturbed()
    draw = random.Random(runs.options.seed)
    print("seed", runs.options.seed)
    start = time.monotonic()
    runs.run(runs.path("timed"))
    usual = time.monotonic() - start
    for number in range(runs.options.kills):
        # Five kills of one run, then a new one: beginnings, middles and ends are all hit.
        out = runs.path(f"killed{number // 5}")
        process = runs.start(out)
        time.sleep(draw.random() * usual)
        process.kill()
        process.communicate()
        if os.path.isdir(out):
            expect_whole_so_far(out, wanted, f"kill {number}")
        if number % 5 == 4 or number + 1 == runs.options.kills:
            runs.run(out)
            expect_same(tree(out), wanted, f"after kill {number}")


def fault_points(runs, environment, run):
    """Which calls are to fail: every one, or the first, the last and some between, as --points says."""
    told = runs.path("count")
    run({**environment, "FAULT_AT": "-1", "FAULT_COUNT": told})
    with open(told) as file:
        count = int(file.read())
    expect(count > 0, "no such call", environment)
    wanted, between = runs.options.points, range(2, count)
    if wanted is None or wanted >= count:
        return range(1, count + 1)
    draw = random.Random(f"{runs.options.seed} {environment['FAULT_CALL']} {environment['FAULT_ERRNO']}")
    return sorted({1, count, *draw.sample(between, wanted - 2)})


def case_faults(runs):
    """The N-th call of each kind fails, and the run is begun again. In memory where that can be: a disk that others use
    as well takes its time for every sync."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else runs.work
    with tempfile.TemporaryDirectory(prefix="lull-faults-", dir=memory) as folder:
        inject_faults(runs, os.path.join(folder, "faulty"))


def inject_faults(runs, out):
    small = runs.path("inputs/small")
    for name in ("e.wav", "broken.wav", "deep/d.wav"):
        os.makedirs(os.path.dirname(os.path.join(small, name)), exist_ok=True)
        shutil.copy(os.path.join(runs.corpus, name), os.path.join(small, name))
    inputs = [small]
    wanted = runs.undisturbed(inputs)
    fired, injected, seldom = runs.path("fired"), 0, 0
    kinds = [("write", errno.ENOSPC, True), ("write", errno.EIO, False), ("fsync", errno.EIO, False),
             ("rename", errno.EIO, False), ("open", errno.EROFS, False), ("short", 0, True)]
    forced_kinds = [("write", errno.EIO, True), ("rename", errno.EIO, True), ("fsync", errno.EIO, True)]
    for call, code, for_ever, forced in [(*kind, False) for kind in kinds] + [(*kind, True) for kind in forced_kinds]:
        environment = {**os.environ, "LD_PRELOAD": runs.faults, "FAULT_UNDER": out, "FAULT_CALL": call,
                       "FAULT_ERRNO": str(code), **({"FAULT_FOREVER": "1"} if for_ever else {})}

        def run(environment):
            shutil.rmtree(out, ignore_errors=True)
            if forced:  # all is done again over what is there, and what is there must stay
                shutil.copytree(runs.path("undisturbed"), out)
            return runs.run(out, *(["--force"] if forced else []), inputs=inputs, env=environment)

        for at in fault_points(runs, environment, run):
            told = f"{call} {at} fails with {errno.errorcode.get(code, 'a short write')}"
            if os.path.exists(fired):
                os.unlink(fired)
            done = run({**environment, "FAULT_AT": str(at), "FAULT_FIRED": fired})
            if not os.path.exists(fired):  # what is synced together, and so how often, is a matter of time
                expect(at > 1, "no fault was ever injected", done.stderr)
                expect_same(tree(out), wanted, told)
                seldom += 1
                continue
            injected += 1
            if done.returncode == 1:  # as undisturbed: one recording of the inputs is broken
                expect_same(tree(out), wanted, told)
                continue
            expect(done.returncode == 3, told, done.returncode, done.stderr)
            expect_one_line(done, "cannot be written", told)
            expect_whole_so_far(out, wanted, told)
            got = tree(out)
            expect(not forced or all(name in got for name in wanted), told, "results are gone")
            again = runs.run(out, inputs=inputs)
            expect(again.returncode == 1, told, again.stderr)
            expect_same(tree(out), wanted, told)
    print(injected, "faults,", seldom, "calls that did not come this time")
    expect(seldom < injected, "most faults were not injected")


def mounted(folder, options):
    os.makedirs(folder, exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], capture_output=True).returncode:
        print("no file system can be mounted here")
        sys.exit(SKIPPED)


def case_full_disk(runs):
    wanted = runs.undisturbed()
    whole = sum(len(data) for data in wanted.values())
    disk = runs.path("disk")
    mounted(disk, f"size={whole // 2}")
    try:
        out = os.path.join(disk, "out")
        done = runs.run(out)
        expect(done.returncode == 3, done.returncode, done.stderr)
        expect_one_line(done, "No space left on device; make room")
        expect_whole_so_far(out, wanted)
        subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
        expect(runs.run(out).returncode == 1)
        expect_same(tree(out), wanted)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        done = runs.run(out)
        expect(done.returncode == 3, done.stderr)
        expect_one_line(done, "Read-only file system")
        done = runs.run(os.path.join(disk, "new"))
        expect(done.returncode == 3, done.stderr)
        expect_one_line(done, "Read-only file system")
    finally:
        subprocess.run(["umount", disk], check=True)


def case_limits(runs):
    wanted = runs.undisturbed()
    # Files may not grow beyond 2 kB: SIGXFSZ would kill a program that does not expect it.
    out = runs.path("limited")
    done = runs.run(out, wrap=["bash", "-c", 'ulimit -f 2; exec "$@"', "bash"])
    expect(done.returncode == 3, done.returncode, done.stderr)
    expect_one_line(done, "File too large")
    expect_whole_so_far(out, wanted)
    runs.run(out)
    expect_same(tree(out), wanted)
    # Standard output that is full: the results are there, and the program says so.
    for more in ((), ("--json",)):
        with open("/dev/full", "w") as full:
            done = subprocess.run(runs.words(out, *more), stdout=full, stderr=subprocess.PIPE, text=True)
        expect(done.returncode == 3, done.returncode)
        expect_one_line(done, "standard output: cannot be written: No space left on device")
        expect_same(tree(out), wanted)
    # A reader that has seen enough is no failure.
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        done = subprocess.run(runs.words(out), stdout=closed, stderr=subprocess.PIPE, text=True)
    expect(done.returncode == 1, done.returncode, done.stderr)


def case_two_at_once(runs):
    out = runs.path("shared")
    first = runs.start(out, inputs=[runs.long_recording()])
    wait_for_start(runs, out)
    second = runs.run(out)
    first.kill()
    first.communicate()
    expect(second.returncode == 3, second.returncode, second.stderr)
    expect_one_line(second, f"in use by process {first.pid} on ")
    expect(runs.run(out, "--force").returncode == 1, "the lock of a dead process holds")


def case_growing(runs):
    """A nightly run over a folder that grows, and in which a recording is replaced."""
    folder = runs.path("growing")
    os.makedirs(folder)
    names = sorted(name for name in os.listdir(runs.corpus) if name.endswith(".wav"))
    out = runs.path("nightly")
    for night, name in enumerate(names):
        shutil.copy(os.path.join(runs.corpus, name), folder)
        done = runs.run(out, "-v", inputs=[folder])
        expect(done.returncode in (0, 1), done.stderr)
        kept = done.stderr.count("kept, nothing changed")
        failed = sum("broken" in each for each in names[:night])
        expect(kept == night - failed, f"night {night}: {kept} kept", done.stderr)
    shutil.copy(os.path.join(runs.path("inputs"), "hiss.wav"), os.path.join(folder, names[0]))
    runs.run(out, inputs=[folder])
    expect_same(tree(out), runs.undisturbed(inputs=[folder]))


def case_shards(runs):
    wanted = runs.undisturbed()
    merge = [runs.program, "merge", "-o", runs.path("merged")]
    for count in (1, 2, 7):  # there are five recordings
        folders = [runs.path(f"part{number}of{count}") for number in range(1, count + 1)]
        for number, folder in enumerate(folders, 1):
            expect(runs.run(folder, "--shard", f"{number}/{count}").returncode in (0, 1, 3))
        missing = [folder for folder in folders if len(tree(os.path.join(folder, "sessions"))) > 0][-1]
        others = [folder for folder in folders if folder != missing]
        if others:
            done = subprocess.run([*merge, *others], capture_output=True, text=True)
            expect(done.returncode == 3, done.returncode, done.stderr)
            told = rf"missing: \S+: shard {folders.index(missing) + 1} of {count} was not given\n"
            expect(re.search(told, done.stderr), done.stderr)
            expect(not os.path.exists(runs.path("merged")), "something was merged")
        done = subprocess.run([*merge, *folders], capture_output=True, text=True)
        expect(done.returncode == 1, done.returncode, done.stderr)
        expect_same(tree(runs.path("merged")), wanted, f"{count} shards")
        shutil.rmtree(runs.path("merged"))


def case_dry_run(runs):
    out = runs.path("out")
    done = runs.run(out, "--dry-run", "-v")
    expect(done.returncode == 0, done.stderr)
    expect("5 recordings, 7 s," in done.stdout and "1 have no length" in done.stdout, done.stdout)
    expect("Nothing was written." in done.stdout and not os.path.exists(out), done.stdout)
    runs.run(out)
    before = tree(out)
    plan = json.loads(runs.run(out, "--dry-run", "--json", "--shard", "2/2").stdout)
    other = json.loads(runs.run(out, "--dry-run", "--json", "--shard", "1/2").stdout)
    names = sorted(each["recording"] for each in plan["recordings"] + other["recordings"])
    expect(names == ["a%20b", "broken", "c", "deep/d", "e"], names)
    expect(plan["seconds"] + other["seconds"] == 7 and plan["shard"] == {"index": 2, "count": 2}, plan)
    expect_same(tree(out), before)
    words = ["-j8" if word == "-j1" else word for word in runs.words(out, "--dry-run", "--memory-limit", "70M")]
    done = subprocess.run(words, capture_output=True, text=True)
    expect("1 at a time" in done.stdout, done.stdout, done.stderr)
    expect(runs.run(out, "--memory-limit", "1M").returncode == 2)


def case_dataset(runs):
    """A ChildProject dataset, with a child's name in Latin 1: every text that comes out is UTF-8 all the same."""
    folder = runs.path("dataset")
    os.makedirs(os.path.join(folder, "metadata"))
    shutil.copytree(runs.corpus, os.path.join(folder, "recordings/raw"))
    with open(os.path.join(folder, "metadata/recordings.csv"), "wb") as file:
        file.write(b"experiment,child_id,date_iso,start_time,recording_filename\n"
                   b"x,Andr\xe9,2024-02-29,07:05,a b.wav\nx,2,2024-03-01,NA,deep/d.wav\n")
    with open(os.path.join(folder, "metadata/children.csv"), "wb") as file:
        file.write(b"child_id,child_dob\nAndr\xe9,2024-01-30\n2,2023-03-01\n")
    done = runs.run(runs.path("out"), "--json", inputs=[folder])
    expect(done.returncode == 0, done.stderr)
    rows = json.loads(done.stdout)["recordings"]
    facts = [(row["recording"], row["start_time"], row["child_id"], row["child_age_days"]) for row in rows]
    expect(facts == [("a%20b", "2024-02-29T07:05:00", "Andr\ufffd", 30), ("deep/d", None, "2", 366)], facts)
    again = runs.run(runs.path("out"), "--json", inputs=[os.path.join(folder, "metadata/recordings.csv")])
    expect(json.loads(again.stdout)["kept"] == 2, again.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("case")
    for name in ("program", "inputs", "faults", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--points", type=int, help="of each kind of call, at least 2 [all]")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    globals()["case_" + options.case](Runs(options))


if __name__ == "__main__":
    main()
