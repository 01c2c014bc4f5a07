"""The parts of metrics.json."""

from fractions import Fraction
from math import log

from . import chance, curves, events, patterns
from .session import ALL, BOTH, Missing, Session


class Measures(Session):
    """A session with all its metrics."""

    def crying(self):
        units = [unit for each in self.stretches for unit in each.units]
        bouts = sum(len(each.bouts) for each in self.stretches)
        seconds = sum(e - b for b, e in units)
        cry = sum(e - b for each in self.stretches for b, e in each.cry_labelled)
        every = self.all_episodes
        counts = {
            "units": len(units), "bouts": bouts, "episodes": len(every),
            "left_censored": len(every) - len(self.episodes),
            "right_censored": sum(not e.calm_confirmed for e in every),
            "seconds": seconds / 1000, "cry_seconds": cry / 1000, "fuss_seconds": (seconds - cry) / 1000,
        }
        result = {key: self.plain(value, ["cry"]) for key, value in counts.items()}
        minutes = Fraction(seconds, 60_000)
        gone = self.missing(["cry"]) or (None if every else Missing("no_episodes"))
        result["cry_fraction"] = gone or sum(e.cry for e in every) / sum(e.d_tot for e in every)
        result["minutes_per_hour"] = self.rate(minutes, ["cry"])
        result["minutes_per_24h"] = self.rate(24 * minutes, ["cry"], least=12)
        result["episodes_per_hour"] = self.rate(len(every), ["cry"])
        result["bouts_per_hour"] = self.rate(bouts, ["cry"])
        lengths = [e.d_tot for e in self.episodes]
        gone = self.missing(["cry"], True)
        result["episode_s"] = {
            "mean": gone or float(Fraction(sum(lengths), len(lengths)) / 1000),
            "median": gone or float(patterns.quantile(lengths, Fraction(1, 2)) / 1000),
            "p90": gone or float(patterns.quantile(lengths, Fraction(9, 10)) / 1000),
            "max": gone or max(lengths) / 1000,
        }
        return result

    def status(self, w):
        """Strict k and n at w, and lenient k."""
        strict = [events.answered_by(e, w) for e in self.episodes]
        lenient = [yes or e.concurrent for yes, e in zip(strict, self.episodes)]
        known = [events.known_at(e, w) for e in self.episodes]
        return (sum(strict), sum(y or k for y, k in zip(strict, known)),
                sum(lenient), sum(y or k for y, k in zip(lenient, known)))

    def strict(self):
        return [self.proportion(*self.status(w)[:2], BOTH) for w in self.settings.w]

    def latency(self):
        cases = [self.latency_case(e) for e in self.episodes if not e.concurrent]
        curve = curves.AalenJohansen(cases)
        result = {"n": None if self.missing(BOTH) else len(cases)}
        for name, of in (("responded", 1), ("quiet_first", 2), ("censored", 0)):
            result[name] = self.plain(sum(cause == of for _, cause in cases), BOTH)
        for name, share in (("median_s", 2), ("q25_s", 4), ("q75_s", Fraction(4, 3))):
            result[name] = self.of_curve(curve, BOTH, lambda: seconds(curve.quantile(1 / Fraction(share))))
        result["responded_by"] = []
        for w in self.settings.w:
            f1, survival = curve.at(w)
            result["responded_by"].append(self.within(curve, BOTH, w, survival, float(f1)))
        result["curve"] = [] if self.missing(BOTH) else curve.curve()
        return result

    @staticmethod
    def latency_case(e):
        if e.latency is not None:
            return e.latency, 1
        return e.d_tot, 2 if e.calm_confirmed else 0

    def response(self):
        s = self.settings
        before = sum(e.cry_before for e in self.episodes)
        responded = sum(e.latency is not None for e in self.episodes)
        ignored = sum(e.calm_confirmed and e.latency is None and not e.concurrent for e in self.episodes)
        blocks, voiced, crying, both = patterns.presence(self.stretches)
        still = []
        for w in s.w:
            answered = [events.answered_by(e, w) for e in self.episodes]
            n = sum(yes or e.u > e.t0 + w for yes, e in zip(answered, self.episodes))
            still.append(self.proportion(sum(answered), n, BOTH))
        return {
            "windows_s": [w / 1000 for w in s.w],
            "strict": self.strict(),
            "lenient": [self.proportion(*self.status(w)[2:], BOTH) for w in s.w],
            "still_crying": still,
            "concurrent": self.plain(sum(e.concurrent for e in self.episodes), BOTH),
            "responded": self.plain(responded, BOTH),
            "latency": self.latency(),
            "unresponsive_min_per_h": self.rate(Fraction(before, 60_000), BOTH),
            "ignored": self.plain(ignored, BOTH),
            "ignored_per_h": self.rate(ignored, BOTH),
            "ignored_share": self.proportion(ignored, responded + ignored, BOTH),
            "chance": self.chance(),
            **self.association(),
            "adult_presence": self.proportion(voiced, blocks, ["adult"], False),
            "adult_presence_while_crying": self.proportion(both, crying, BOTH, False),
        }

    def chance(self):
        line = chance.Line(self.stretches)
        result = []
        for w in self.settings.w:
            k, n = self.status(w)[:2]
            kept = chance.shifts_kept(line, w)
            gone = self.missing(BOTH, True)
            if not gone and (n < max(1, self.settings.min_n) or not kept):
                gone = Missing("too_few")
            if gone:
                found = {**dict.fromkeys(("expected", "excess", "lift", "p"), gone), "sd": None}
            else:
                found = chance.against_rotation(kept, k, n)
                if found["lift"] is None:
                    found["lift"] = Missing("undefined")
            shifts = None if self.missing(BOTH) else sum(kept.values())
            result.append({"window_s": w / 1000, "method": "exact", "shifts": shifts, **found})
        return result

    def association(self):
        result = {"yule_q": [], "log_odds": []}
        for w in self.settings.w:
            gone = self.missing(BOTH, True)
            table = None if gone else chance.association(self.stretches, w)
            if not gone and sum(table[1]) < max(1, self.settings.min_n):
                gone = Missing("too_few")
            q = None if gone else chance.yule_q(table)
            result["yule_q"].append(gone or (Missing("undefined") if q is None else q))
            result["log_odds"].append(gone or chance.log_odds(table))
        return result

    def kaplan_meier(self, cases, tracks):
        curve = curves.KaplanMeier(cases)
        result = {"n": None if self.missing(tracks) else len(cases), "events": self.plain(curve.events, tracks)}
        for name, remaining in (("median_s", 2), ("q25_s", Fraction(4, 3)), ("q75_s", 4)):
            result[name] = self.of_curve(curve, tracks, lambda: seconds(curve.quantile(1 / Fraction(remaining))))
        for at, name in enumerate(("rmst_s", "rmst_to_s")):
            result[name] = self.of_curve(curve, tracks, lambda: seconds(curve.restricted_mean(self.settings.tau)[at]))
        result["curve"] = [] if self.missing(tracks) else curve.curve()
        return result, curve

    def total_curve(self):
        result, curve = self.kaplan_meier([(e.d_tot, e.calm_confirmed) for e in self.episodes], ["cry"])
        for at in (60, 180):
            survival = curve.at(at * 1000)
            result[f"quiet_within_{at}"] = self.within(curve, ["cry"], at * 1000, survival, float(1 - survival))
        return result

    def outcome(self, name):
        return sum(e.outcome == name for e in self.episodes)

    def of_confirmed(self, outcome):
        return self.proportion(self.outcome(outcome), sum(e.calm_confirmed for e in self.episodes), BOTH)

    def coregulation(self):
        cases = [(e.d_co, e.calm_confirmed) for e in self.episodes if e.d_co is not None]
        result, _ = self.kaplan_meier(cases, BOTH)
        result["total"] = self.total_curve()
        result["outcomes"] = {name: self.plain(self.outcome(name), BOTH) for name in
                              ("soothed", "quiet_unattended", "quiet_concurrent", "self_quiet", "unresolved")}
        result["soothed_proportion"] = self.of_confirmed("soothed")
        result["self_regulation_index"] = self.of_confirmed("self_quiet")
        return result

    def consistency(self):
        s = self.settings
        gone = self.missing(BOTH, True)
        latencies = [e.latency for e in self.episodes if e.latency is not None and not e.concurrent]
        result = {}
        if gone or len(latencies) < max(2, s.min_sd):
            result["latency_sd_log"] = gone or Missing("too_few")
        else:
            result["latency_sd_log"] = patterns.deviation([log(1 + each / 1000) for each in latencies])
        if gone or len(latencies) < max(1, s.min_sd):
            result["latency_mad_s"] = gone or Missing("too_few")
        else:
            middle = patterns.quantile(latencies, Fraction(1, 2))
            away = patterns.quantile([abs(each - middle) for each in latencies], Fraction(1, 2))
            result["latency_mad_s"] = float(away / 1000)
        n, entropy = patterns.entropy_of_responses(self.episodes)
        result["response_entropy"] = gone or (Missing("too_few") if n < max(1, s.min_entropy) else entropy)
        hours, value = patterns.overdispersion(self.episodes)
        if hours < 2:
            value = Missing("too_few")
        result["overdispersion"] = gone or (Missing("undefined") if value is None else value)
        n, rate = patterns.entropy_rate(self.stretches)
        result["entropy_rate_bits"] = self.missing(ALL) or (Missing("too_few") if n < max(1, s.min_transitions) else rate)
        return result

    def repair_counts(self):
        return {name: sum(e.repair == name for e in self.episodes)
                for name in ("repaired", "self_resolved", "failed", "unknown")}

    def rupture_share(self):
        theta = self.settings.theta_r
        unknown = sum(not e.concurrent and not e.calm_confirmed and e.d_tot <= theta and
                      not events.answered_by(e, theta) for e in self.episodes)
        return self.proportion(sum(e.rupture for e in self.episodes), len(self.episodes) - unknown, BOTH)

    def repair_share(self):
        counts = self.repair_counts()
        return self.proportion(counts["repaired"], sum(counts.values()) - counts["unknown"], BOTH)

    def repair(self):
        theta = self.settings.theta_r
        ruptures = [e for e in self.episodes if e.rupture]
        counts = self.repair_counts()
        known = sum(counts.values()) - counts["unknown"]
        delay = curves.AalenJohansen([(time - theta, cause) for time, cause in map(self.latency_case, ruptures)])
        time = curves.KaplanMeier([(e.d_co, e.calm_confirmed) for e in ruptures if e.d_co is not None])
        quiet = curves.KaplanMeier([(e.d_tot - theta, e.calm_confirmed) for e in ruptures])
        half = Fraction(1, 2)
        return {
            "ruptures": self.plain(len(ruptures), BOTH),
            "ruptures_per_h": self.rate(len(ruptures), BOTH),
            "long_episodes": self.plain(sum(e.long for e in self.episodes), BOTH),
            "rupture_share": self.rupture_share(),
            **{name: self.plain(count, BOTH) for name, count in counts.items()},
            "repair_share": self.repair_share(),
            "repair_delay_median_s": self.of_curve(delay, BOTH, lambda: seconds(delay.quantile(half))),
            "repair_time_median_s": self.of_curve(time, BOTH, lambda: seconds(time.quantile(half))),
            "rupture_to_quiet_median_s": self.of_curve(quiet, BOTH, lambda: seconds(quiet.quantile(half))),
            "majority": self.majority(counts["self_resolved"] + counts["failed"], known),
        }

    def majority(self, unrepaired, known):
        gone = self.missing(BOTH, True)
        if gone or known < max(1, self.settings.min_ruptures):
            return gone or Missing("too_few")
        low, high = curves.wilson(unrepaired, known)
        return "mostly_repaired" if high < 0.5 else "mostly_unrepaired" if low > 0.5 else "undetermined"

    def turns(self):
        count, quick = patterns.turns(self.stretches)
        return {"count": self.plain(count, ALL), "per_hour": self.rate(count, ALL),
                "count_1s": self.plain(quick, ALL), "per_hour_1s": self.rate(quick, ALL)}

    def sensitivity(self):
        result = {"t_calm_s": {}, "rupture_s": {}}
        for value in (10, 30, 60):
            other = self.again(t_calm=value)
            result["t_calm_s"][str(value)] = {
                "episodes": other.plain(len(other.all_episodes), ["cry"]), "strict": other.strict(),
                "soothed_proportion": other.of_confirmed("soothed"),
                "self_regulation_index": other.of_confirmed("self_quiet"),
                "total_median_s": other.total_curve()["median_s"], **other.rupture_fields(),
            }
        for value in (30, 60, 120):
            result["rupture_s"][str(value)] = self.again(theta_r=value).rupture_fields()
        return result

    def again(self, **changed):
        return Measures(self.record, self.settings.but(**changed), self.duration, self.wanted)

    def rupture_fields(self):
        return {"ruptures": self.plain(sum(e.rupture for e in self.episodes), BOTH),
                "rupture_share": self.rupture_share(), "repair_share": self.repair_share()}

    def metrics(self):
        tree = {
            "recording": {"id": self.record.name, "tracks": self.tracks},
            "observed": {"seconds": self.total / 1000, "ranges": [[b / 1000, e / 1000] for b, e in self.observed]},
            "crying": self.crying(), "response": self.response(), "coregulation": self.coregulation(),
            "consistency": self.consistency(), "repair": self.repair(), "turns": self.turns(),
            "sensitivity": self.sensitivity(),
        }
        na = {}
        tree = finish(tree, "", na)
        tree["na"] = na
        return tree


def seconds(ms):
    return None if ms is None else float(Fraction(ms) / 1000)


def finish(value, pointer, na):
    if isinstance(value, Missing):
        na[pointer] = value.reason
        return None
    if isinstance(value, dict):
        return {key: finish(each, f"{pointer}/{key}", na) for key, each in value.items()}
    if isinstance(value, list):
        return [finish(each, f"{pointer}/{at}", na) for at, each in enumerate(value)]
    return value
