#!/usr/bin/env python3
"""A Slurm cluster of two nodes on this machine runs the job array and the merge as docs/clusters.md prints them, one
node dies in the middle, and the merged results are those of one process.

Run: slurm.py --program LULL --inputs MAKE_INPUTS --guide CLUSTERS.MD --work FOLDER
Exit status 77: this machine cannot show it.

The cluster lives in namespaces of its own: its ports are nobody else's, and all of its processes end with this one.
"""
import argparse
import ctypes
import fcntl
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time

from disturbed import SKIPPED, expect, expect_same, silence, tree

NODES = ("n1", "n2")
STARTING, RUNNING = 20, 80  # seconds at most
TOO_QUICK = "too quick"
NAMESPACES = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]


def skip(why):
    print("skipped:", why)
    sys.exit(SKIPPED)


def tool(name):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    return path or skip(f"no {name} here; apt-get install slurm-wlm munge")


def own_network():
    """A loopback that is up, and a name that it resolves; one more address, since to the resolver a machine with no
    other than 127.* has no network."""
    if ctypes.CDLL(None, use_errno=True).sethostname(b"localhost", 9) != 0:
        raise OSError(ctypes.get_errno(), "sethostname")
    get_flags, set_flags, set_address, up = 0x8913, 0x8914, 0x8916, 1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        flags = fcntl.ioctl(any_socket, get_flags, struct.pack("16sH14x", b"lo", 0))
        flags = struct.unpack("16sH14x", flags)[1] | up
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sH14x", b"lo", flags))
        address = socket.inet_aton("192.0.2.1")
        fcntl.ioctl(any_socket, set_address, struct.pack("16sHH4s8x", b"lo:1", socket.AF_INET, 0, address))


def wait_for(what, true, *told, seconds=RUNNING):
    start = time.monotonic()
    while not (got := true()):
        expect(time.monotonic() < start + seconds, "no end of waiting for " + what, *[each() for each in told])
        time.sleep(0.03)
    return got


class Cluster:
    """munged, slurmctld and two slurmd; a node is a process tree of its own, which dies at once."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("munge", "state", *NODES):
            os.makedirs(os.path.join(folder, name), mode=0o755)
        self.daemons = {}

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self):
        munge = self.path("munge")
        with open(munge + "/key", "wb") as file:
            os.chmod(file.name, 0o600)
            file.write(os.urandom(1024))
        self.daemon("munged", "--foreground", "--force",
                    *(f"--{name}={munge}/{name.split('-')[0]}" for name in
                      ("key-file", "socket", "pid-file", "log-file", "seed-file")))
        wait_for("munged", lambda: os.path.exists(munge + "/socket"), seconds=STARTING)
        self.configure()
        self.daemon("slurmctld", "-D", "-c")
        for node in NODES:
            self.daemon("slurmd", "-D", "-N", node, name=node, within=NAMESPACES)
        wait_for("idle nodes", lambda: self.ask("sinfo", "-hNo", "%T").split() == ["idle"] * len(NODES),
                 seconds=STARTING)

    def configure(self):
        node = "NodeName={0} NodeHostname=localhost NodeAddr=127.0.0.1 Port={1} CPUs=4 RealMemory=4000\n"
        with open(self.path("slurm.conf"), "w") as file:
            file.write(f"""ClusterName=private
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=17820
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={self.path("munge/socket")}
StateSaveLocation={self.path("state")}
SlurmdSpoolDir={self.folder}/%n
SlurmctldPidFile={self.path("slurmctld.pid")}
SlurmdPidFile={self.folder}/%n.pid
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=1,sched_interval=2
ReturnToService=2
SlurmdTimeout=5
""")
            file.writelines(node.format(name, 17821 + i) for i, name in enumerate(NODES))
            file.write(f"PartitionName=all Nodes={','.join(NODES)} Default=YES State=UP\n")
        with open(self.path("cgroup.conf"), "w") as file:
            file.write("CgroupPlugin=cgroup/v1\nCgroupAutomount=no\nCgroupMountpoint=/sys/fs/cgroup\n"
                       "ConstrainCores=no\nConstrainDevices=no\nConstrainRAMSpace=no\nConstrainSwapSpace=no\n")
        os.environ["SLURM_CONF"] = self.path("slurm.conf")

    def daemon(self, program, *words, name=None, within=()):
        with open(self.path((name or program) + ".log"), "w") as log:
            self.daemons[name or program] = subprocess.Popen([*within, tool(program), *words], stdout=log, stderr=log,
                                                             cwd=self.folder)

    def logs(self):
        text = ""
        for name in sorted(os.listdir(self.folder)):
            if name.endswith(".log"):
                with open(self.path(name), errors="replace") as file:
                    text += f"--- {name}\n" + "".join(file.readlines()[-20:])
        return text

    def kill(self, node):
        self.daemons[node].kill()  # and with it all that runs on the node
        self.daemons[node].wait()

    def end(self):
        for daemon in reversed(self.daemons.values()):
            daemon.kill()
            daemon.wait()

    @staticmethod
    def ask(*words):
        return subprocess.run(words, capture_output=True, text=True).stdout

    def jobs(self):
        """Every task that is known, and what is known of it."""
        jobs = []
        for line in self.ask("scontrol", "-o", "show", "job").splitlines():
            jobs.append(dict(re.findall(r"(\S+?)=(\S*)", line)))
        return [job for job in jobs if "JobState" in job]


def recipe(guide, places):
    """The blocks of commands below "## Slurm", with this machine's folders."""
    with open(guide) as file:
        section = file.read().split("\n## Slurm\n")[1].split("\n## ")[0]
    script, commands = re.findall(r"```sh\n(.*?)```", section, re.S)
    for theirs, ours in places.items():
        expect(theirs in commands, theirs)
        commands = commands.replace(theirs, ours)
    return script, commands


def sessions_of(results, task):
    folder = f"{results}/shards/{task}/sessions"
    return os.listdir(folder) if os.path.isdir(folder) else []


def run_array(cluster, options, work, corpus):
    results = work + "/results"
    os.makedirs(results)
    script, commands = recipe(options.guide, {"/data/corpus": corpus, "/data/results": results})
    with open(work + "/lull-shard.sh", "w") as file:
        file.write(script)
    done = subprocess.run(["sh", "-e"], input=commands, capture_output=True, text=True, cwd=work)
    expect(done.returncode == 0, done.stdout, done.stderr)

    over = ("COMPLETED", "FAILED", "NODE_FAIL", "CANCELLED", "TIMEOUT")

    def ended():
        jobs = cluster.jobs()
        return all(job["JobState"] in over for job in jobs) and jobs

    def caught():
        for job in cluster.jobs():
            task = job.get("ArrayTaskId", "")
            if job["JobState"] == "RUNNING" and job.get("NodeList") == "n2" and len(sessions_of(results, task)) == 1:
                return job
        return TOO_QUICK if ended() else None

    # One of its two recordings is done, the other in hand.
    killed = wait_for("a task in the middle", caught, lambda: str(cluster.jobs()), cluster.logs)
    if killed == TOO_QUICK:
        return TOO_QUICK, tree(results + "/all")
    cluster.kill("n2")
    task = killed["ArrayTaskId"]
    expect(len(sessions_of(results, task)) == 1, "the task had ended already")

    def requeued():
        for job in cluster.jobs():
            if job.get("ArrayTaskId") == task and job["JobState"] == "PENDING":
                return job
        return None

    held = wait_for("the task to wait anew", requeued, lambda: str(cluster.jobs()), cluster.logs)
    # Slurm holds a requeued task for two minutes.
    cluster.ask("scontrol", "update", "JobId=" + held["JobId"], "StartTime=now")

    jobs = wait_for("the end", ended, lambda: str(cluster.jobs()), cluster.logs)
    merge = [job for job in jobs if "ArrayTaskId" not in job]
    again = next(job for job in jobs if job.get("ArrayTaskId") == task)
    log = "".join(open(os.path.join(work, name)).read() for name in sorted(os.listdir(work))
                  if name.startswith("slurm-") or name.endswith(f"_{task}.log"))
    expect(again["Restarts"] == "1" and again["NodeList"] == "n1", again, log)
    expect("1 of them kept from before" in log, log)
    # 1: one recording of the inputs is broken; its shard fails, the merge runs all the same and says so.
    expect([job["ExitCode"] for job in merge] == ["1:0"], merge, log)
    expect(sorted(job["ExitCode"] for job in jobs)[-2:] == ["1:0", "1:0"], jobs, log)
    return "killed and requeued", tree(results + "/all")


def make_corpus(options, work):
    subprocess.run([options.inputs, work + "/inputs"], check=True)
    corpus = work + "/inputs/corpus"
    for number in range(8):
        silence(f"{corpus}/day{number}.wav", 1800 + number)
        shutil.copy(work + "/inputs/hiss.wav", f"{corpus}/short{number}.wav")
    return corpus


def inside(options):
    work = os.path.abspath(options.work)
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work + "/bin")
    try:
        own_network()
    except OSError as error:
        skip(f"no loopback in a network of its own ({error})")
    os.symlink(os.path.abspath(options.program), work + "/bin/lull")
    os.environ["PATH"] = work + "/bin:" + os.environ["PATH"]
    os.environ["LULL_MODEL"] = work + "/inputs/tiny.safetensors"
    cluster = Cluster(work + "/cluster")
    try:
        try:
            cluster.start()
        except AssertionError as error:
            skip(f"Slurm cannot be started here ({error}); its logs are in {cluster.folder}")
        corpus = make_corpus(options, work)
        alone = subprocess.run(["lull", "analyze", corpus, "-o", work + "/alone"], capture_output=True, text=True)
        expect(alone.returncode == 1, alone.stderr)
        how, merged = run_array(cluster, options, work, corpus)
        expect_same(merged, tree(work + "/alone"))
        if how == TOO_QUICK:
            skip("the array and the merge are right, but it ended before a node could be killed")
    finally:
        cluster.end()


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "inputs", "guide", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--inside", action="store_true")
    options = parser.parse_args()
    if options.inside:
        return inside(options)
    for name in ("unshare", "munged", "slurmctld", "slurmd", "sbatch", "scontrol", "sinfo"):
        tool(name)
    if os.geteuid() != 0:
        skip("only root may start a private Slurm")
    namespaces = [*NAMESPACES, "--net", "--uts"]
    if subprocess.run([*namespaces, "true"], capture_output=True).returncode:
        skip("no namespaces may be made here")
    sys.stdout.flush()
    os.execvp(namespaces[0], [*namespaces, sys.executable, *sys.argv, "--inside"])


if __name__ == "__main__":
    main()
