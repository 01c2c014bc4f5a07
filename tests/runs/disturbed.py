"""Starting runs, and telling whether their results are whole."""
import os
import re
import shutil
import subprocess
import time

SKIPPED = 77


class Runs:
    def __init__(self, options):
        self.program, self.faults = os.path.abspath(options.program), os.path.abspath(options.faults)
        self.options = options
        self.work = os.path.abspath(options.work)
        shutil.rmtree(self.work, ignore_errors=True)
        os.makedirs(self.work)
        subprocess.run([options.inputs, self.path("inputs")], check=True)
        self.model = self.path("inputs/tiny.safetensors")
        self.corpus = self.path("inputs/corpus")

    def path(self, name):
        return os.path.join(self.work, name)

    def words(self, out, *more, inputs=None):
        return [self.program, "analyze", *(inputs or [self.corpus]), "--model", self.model, "-o", out, "-j1",
                "--color", "never", "--progress", "never", *more]

    def run(self, out, *more, inputs=None, wrap=(), **options):
        return subprocess.run([*wrap, *self.words(out, *more, inputs=inputs)], capture_output=True, text=True,
                              cwd=self.work, **options)

    def start(self, out, *more, inputs=None):
        return subprocess.Popen(self.words(out, *more, inputs=inputs), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, cwd=self.work)

    def undisturbed(self, inputs=None):
        done = self.run(self.path("undisturbed"), inputs=inputs)
        expect(done.returncode in (0, 1), done.stderr)
        return tree(self.path("undisturbed"))

    def long_recording(self, seconds=7200):
        return silence(self.path("inputs/long.wav"), seconds)


def silence(path, seconds):
    """Digital silence that takes no room on the disk."""
    size = seconds * 32000
    with open(path, "wb") as file:
        file.write(b"RIFF" + (36 + size).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little") +
                   (1).to_bytes(2, "little") + (1).to_bytes(2, "little") + (16000).to_bytes(4, "little") +
                   (32000).to_bytes(4, "little") + (2).to_bytes(2, "little") + (16).to_bytes(2, "little") +
                   b"data" + size.to_bytes(4, "little"))
        file.truncate(44 + size)
    return path


def expect(true, *told):
    if not true:
        raise AssertionError("\n".join(str(each) for each in told))


def tree(folder):
    """Every file with its bytes; run.json without the lines of clock and host."""
    files = {}
    for above, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(above, name)
            with open(path, "rb") as file:
                data = file.read()
            if name == "run.json":
                data = re.sub(rb'\n "(host|started|ended)": [^\n]*', b"", data)
            files[os.path.relpath(path, folder)] = data
    return files


def expect_same(got, wanted, *told):
    names = sorted(name for name in got.keys() | wanted.keys() if got.get(name) != wanted.get(name))
    expect(not names, "these differ:", names, *told)


def expect_whole_so_far(folder, wanted, *told):
    """What lies in sessions/ is whole: each folder has all its files, with the bytes that it will have."""
    got = {name: data for name, data in tree(folder).items() if name.startswith("sessions/")}
    for name, data in got.items():
        expect(data == wanted.get(name), name + " is not whole", *told)
    for session in {os.path.dirname(name) for name in got}:
        for name in wanted:
            if os.path.dirname(name) == session:
                expect(name in got, name + " is missing", *told)


def expect_one_line(done, words, *told):
    lines = [line for line in done.stderr.splitlines() if line.startswith("lull: error: ") and "broken" not in line]
    expect(len(lines) == 1 and words in lines[0], done.stderr, *told)


def wait_for_start(runs, out):
    """Until the signal handlers are in place: run.json is written after that."""
    for _ in range(6000):
        if os.path.exists(os.path.join(out, "run.json")):
            return
        time.sleep(0.01)
    raise AssertionError("the run does not start")


def wait_until_open(process, recording):
    """Until the run has the recording in hand: a signal before that stops it at once, and rightly so."""
    folder = f"/proc/{process.pid}/fd"
    for _ in range(6000):
        for name in os.listdir(folder):
            try:
                if os.readlink(os.path.join(folder, name)) == recording:
                    return
            except FileNotFoundError:  # closed meanwhile
                pass
        time.sleep(0.001)
    raise AssertionError("the run does not open " + recording)
