"""Proves that versus tells slower from noise, on programs whose times are known."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

VERSUS = pathlib.Path(__file__).with_name("versus")

# Speaks as a benchmark program does. `times` sees how often this program ran before (n), how often both did (m), and a
# noise of 1 % that never repeats within a test. Starts fast: it is run hundreds of times.
PROGRAM = """#!{python} -IS
import math, os, sys
def count(path):
    with open(path, "a+") as file:
        file.write("x")
        return file.tell() - 1
n, m = count(sys.argv[0] + ".runs"), count(os.path.dirname(sys.argv[0]) + "/all.runs")
noise = 1 + 0.01 * math.sin(12.9898 * (m + 1))
times = {times}
wanted = [a.split("=", 1)[1] for a in sys.argv if a.startswith("--benchmark_filter=")][0]
row = '{{"name": "%s", "cpu_time": %r, "real_time": %r, "time_unit": "us"}}'
rows = [row % (k, v, v) for k, v in times.items() if wanted in (".", "^" + k + "$")]
print('{{"benchmarks": [%s]}}' % ", ".join(rows))
"""


class Versus(unittest.TestCase):
    def compare(self, old, new, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            programs = []
            for name, times in (("old", old), ("new", new)):
                path = pathlib.Path(folder, name)
                path.write_text(PROGRAM.format(python=sys.executable, times=times))
                path.chmod(0o755)
                programs.append(path)
            return subprocess.run([sys.executable, VERSUS, *programs, *arguments], capture_output=True, text=True)

    def test_equal_programs_are_the_same(self):
        run = self.compare("{'BM_A/1': 100 * noise}", "{'BM_A/1': 100 * noise}")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout, r"BM_A/1 .* 7  same")

    def test_a_quarter_slower_fails_after_thirty_more_pairs(self):
        run = self.compare("{'BM_A/1': 100 * noise, 'BM_B/1': 5 * noise}", "{'BM_A/1': 125 * noise, 'BM_B/1': 5 * noise}")
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stdout, r"BM_A/1 .* 37  SLOWER")
        self.assertRegex(run.stdout, r"BM_B/1 .* 7  same")

    def test_a_twentieth_slower_is_said_and_passes(self):
        run = self.compare("{'BM_A/1': 100 * noise}", "{'BM_A/1': 105 * noise}")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout, r"BM_A/1 .* 7  slower\?")

    def test_a_slow_spell_that_passes_does_not_fail(self):
        run = self.compare("{'BM_A/1': 100 * noise}", "{'BM_A/1': 100 * noise * (1.3 if n < 7 else 1)}")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout, r"BM_A/1 .* 37  same")

    def test_going_second_is_no_disadvantage(self):
        machine = "{'BM_A/1': 100 * noise * (1.2 if m % 2 else 1)}"
        self.assertEqual(self.compare(machine, machine, "--pairs", "8").returncode, 0)

    def test_faster_is_said(self):
        run = self.compare("{'BM_A/1': 100 * noise}", "{'BM_A/1': 80 * noise}")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout, r"BM_A/1 .* 7  faster")

    def test_what_only_one_program_has_is_named(self):
        run = self.compare("{'BM_A/1': 100, 'BM_Gone/1': 5}", "{'BM_A/1': 100}")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout, r"BM_Gone/1 +only in OLD")

    def test_nothing_in_common_is_an_error(self):
        self.assertEqual(self.compare("{'BM_A/1': 100}", "{'BM_B/1': 100}").returncode, 2)

    def test_a_program_that_fails_is_an_error(self):
        self.assertNotEqual(self.compare("{'BM_A/1': 100}", "1 / 0").returncode, 0)


if __name__ == "__main__":
    unittest.main()
