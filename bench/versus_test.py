"""Proves that versus tells slower from noise, on programs whose times are known, and that guard counts and draws."""
import contextlib
import importlib.machinery
import importlib.util
import io
import math
import pathlib
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

sys.dont_write_bytecode = True


def script(name):
    path = str(pathlib.Path(__file__).with_name(name))
    loader = importlib.machinery.SourceFileLoader(name, path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


# Speaks as a benchmark program does.
PROGRAM = """#!{python} -IS
print('{{"benchmarks": [{{"name": "BM_A/1", "cpu_time": {time}, "real_time": 1, "time_unit": "us"}},')
print('{{"name": "BM_B/1", "error_occurred": true, "error_message": "no AVX-512"}}]}}')
"""


class Versus(unittest.TestCase):
    def compare(self, old, new, *arguments):
        """Runs versus with programs that take these times, written in `n`, how often this program ran before, `m`, how often
        both did, and a `noise` of 1 % that never repeats within a test."""
        versus, runs = script("versus"), {"old": 0, "new": 0}

        def times(program, pattern):
            n, m = runs[program], sum(runs.values())
            runs[program] += 1
            noise = 1 + 0.01 * math.sin(12.9898 * (m + 1))
            told = eval({"old": old, "new": new}[program], {"n": n, "m": m, "noise": noise})
            return {name: time for name, time in told.items() if pattern in (".", f"^{name}$")}

        versus.times = times
        out, sys.argv = io.StringIO(), ["versus", "old", "new", *arguments]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            status = versus.main()
        return subprocess.CompletedProcess(sys.argv, status, out.getvalue())

    def test_equal_programs_are_the_same(self):
        run = self.compare("{'BM_A/1': 100 * noise}", "{'BM_A/1': 100 * noise}")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout, r"BM_A/1 .* 7  same")

    def test_a_quarter_slower_fails_after_thirty_more_pairs(self):
        run = self.compare("{'BM_A/1': 100 * noise, 'BM_B/1': 5 * noise}", "{'BM_A/1': 125 * noise, 'BM_B/1': 5 * noise}")
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stdout, r"BM_A/1 .* 37  SLOWER")
        self.assertRegex(run.stdout, r"BM_B/1 .* 7  same")

    def test_a_tenth_slower_fails_after_thirty_more_pairs(self):
        run = self.compare("{'BM_A/1': 100 * noise}", "{'BM_A/1': 110 * noise}")
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stdout, r"BM_A/1 .* 37  SLOWER")

    def test_a_tenth_slower_that_noise_hides_at_first_is_found(self):
        run = self.compare("{'BM_A/1': 100 * noise}", "{'BM_A/1': 110 * noise * (0.9 + 0.05 * (n % 3) if n < 7 else 1)}")
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stdout, r"BM_A/1 .* 37  SLOWER")

    def test_a_little_slower_is_said_and_passes(self):
        run = self.compare("{'BM_A/1': 100 * noise}", "{'BM_A/1': 103.5 * noise}")
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

    def test_what_neither_can_run_is_said_and_left_out(self):
        run = self.compare("{'BM_A/1': 100, 'BM_B/1': 'no AVX-512'}", "{'BM_A/1': 100, 'BM_B/1': 'no AVX-512'}")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout, r"BM_B/1 +no AVX-512: not compared")
        self.assertEqual(self.compare("{'BM_A/1': 'no AVX-512'}", "{'BM_A/1': 'no AVX-512'}").returncode, 2)

    def test_what_one_can_no_longer_run_is_an_error(self):
        with self.assertRaises(SystemExit) as ended:
            self.compare("{'BM_A/1': 100, 'BM_B/1': 5}", "{'BM_A/1': 100, 'BM_B/1': 'broken'}")
        self.assertEqual(ended.exception.code, 2)

    def test_nothing_in_common_is_an_error(self):
        self.assertEqual(self.compare("{'BM_A/1': 100}", "{'BM_B/1': 100}").returncode, 2)

    def run_programs(self, old, new, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            programs = []
            for name, time in (("old", old), ("new", new)):
                path = pathlib.Path(folder, name)
                path.write_text(PROGRAM.format(python=sys.executable, time=time))
                path.chmod(0o755)
                programs.append(path)
            versus = pathlib.Path(__file__).with_name("versus")
            return subprocess.run([sys.executable, versus, *programs, "--pairs", "2", *arguments], capture_output=True,
                                  text=True)

    def test_programs_are_run_and_their_times_read(self):
        run = self.run_programs("250", "200")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertRegex(run.stdout, r"BM_A/1 +0.2500 +0.2000 +0.800 .* 2  faster")
        self.assertRegex(run.stdout, r"BM_B/1 +no AVX-512: not compared")

    def test_a_program_that_fails_is_an_error(self):
        self.assertEqual(self.run_programs("100", "1 / 0").returncode, 2)


# As callgrind_annotate prints it.
ANNOTATED = """
--------------------------------------------------------------------------------
Ir
--------------------------------------------------------------------------------
13,851,771 (100.0%)  PROGRAM TOTALS

Ir                   file:function
 5,332,924 (38.50%)  ???:main [src/cli/lull]
 2,000,000 (14.44%)  ???:lull::AudioReader::read() [src/cli/lull]
   900,000 ( 6.50%)  ???:lull::Frames::push(lull::Block<lull::SampleIndex> const&) [src/cli/lull]
    90,000 ( 0.65%)  ???:lull::Frames::State::measure(float const*, unsigned long) [src/cli/lull]
    40,000 ( 0.29%)  ???:lull::CoarseMeter::add(lull::FeatureBlock const&) [src/cli/lull]
    30,000 ( 0.22%)  ???:lull::LevelMeter::add(lull::FrameIndex, std::span<float const>) [src/cli/lull]
"""


class Guard(unittest.TestCase):
    def test_counts_instructions_by_stage(self):
        counts = script("guard").by_stage(ANNOTATED)
        expected = {"all": 13851771, "reader": 2000000, "front end": 900000, "meters": 70000, "resampler": 0}
        self.assertEqual({name: counts[name] for name in expected}, expected)

    def test_more_instructions_fail_where_time_does_not_show_otherwise(self):
        guard = script("guard")
        counted = {"reader": {"old": 100, "new": 110}, "front end": {"old": 100, "new": 104}}
        line = {"name": "BM_Reader_Wav/16000", "low": 0.9}
        self.assertEqual(guard.slower_stages(counted, []), ["reader"])
        self.assertEqual(guard.slower_stages(counted, [{**line, "high": 1.2}]), ["reader"])
        self.assertEqual(guard.slower_stages(counted, [{**line, "high": 1.01}]), [])

    def test_each_stage_can_still_be_made_slower_to_prove_it(self):
        prove = script("prove_guard")
        for file, place, how, stage in prove.STAGES.values():
            text = (prove.ROOT / file).read_text()
            self.assertNotEqual(prove.slowed(text, place, how), text)
            self.assertIn(stage, [known.name for known in script("guard").STAGES])

    def test_draws_a_point_for_every_commit_and_benchmark(self):
        history = [{"commit": f"{i:040x}", "benchmarks": [{"name": name, "ratio": 1 + 0.1 * i} for name in ("a<b", "c")]}
                   for i in range(5)]
        picture = xml.etree.ElementTree.fromstring(script("guard").draw(history))
        circles = picture.findall(".//{http://www.w3.org/2000/svg}circle")
        self.assertEqual(len(circles), 10)
        heights = [float(circle.get("cy")) for circle in circles[:5]]
        self.assertEqual(heights, sorted(heights, reverse=True))  # slower is higher up


if __name__ == "__main__":
    unittest.main()
