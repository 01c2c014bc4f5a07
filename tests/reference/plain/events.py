"""Sections 1.2, 1.3 and 4 to 6 for one episode: tracks, units, bouts, episodes, and what each episode met with."""

from dataclasses import dataclass, field

from . import intervals

ADULTS = ("FEM", "MAL", "ADU")


@dataclass
class Stretch:
    begin: int
    end: int
    units: list = field(default_factory=list)  # C
    cry_labelled: list = field(default_factory=list)  # CRY inside C
    adults: list = field(default_factory=list)  # (begin, end, label), as separate segments
    child: list = field(default_factory=list)  # K
    other: list = field(default_factory=list)
    bouts: list = field(default_factory=list)
    episodes: list = field(default_factory=list)

    @property
    def voice(self):
        return intervals.joined([(b, e) for b, e, _ in self.adults])

    @property
    def onsets(self):
        """Adult onsets (time, label): what starts with the stretch has none."""
        return [(b, label) for b, e, label in self.adults if b != self.begin]


@dataclass
class Episode:
    t0: int
    u: int
    s: int
    z: int
    units: list
    cry: int
    is_cry: bool
    left_censored: bool
    calm_confirmed: bool
    next_t0: int = None  # in the same stretch
    concurrent: bool = False
    end: int = 0
    a: int = None
    responder: str = None
    latency: int = None
    cry_before: int = 0
    attended: bool = None
    d_co: int = None
    d_tot: int = 0
    outcome: str = None
    long: bool = False
    rupture: bool = False
    repair: str = None


def build(segments, observed, settings):
    """Each stretch of the observed set with all that is in it."""
    return [build_stretch(segments, begin, end, settings) for begin, end in observed]


def build_stretch(segments, begin, end, settings):
    def track(*labels):
        of_label = [(b, e) for label, b, e in segments if label in labels]
        return intervals.joined(intervals.clipped(of_label, begin, end), settings.g_u)

    stretch = Stretch(begin, end)
    cry, fuss = track("CRY"), track("FUS")
    stretch.units = intervals.long_enough(intervals.joined(cry + fuss, settings.g_u), settings.d_u)
    stretch.cry_labelled = intervals.common(cry, stretch.units)
    for label in ADULTS:
        stretch.adults += [(b, e, label) for b, e in intervals.long_enough(track(label), settings.d_r)]
    stretch.adults.sort(key=lambda segment: (segment[0], ADULTS.index(segment[2])))
    stretch.child = intervals.long_enough(intervals.without(track("KCHI"), stretch.units), settings.d_r)
    stretch.other = intervals.long_enough(track("OCH", "CHI"), settings.d_r)  # CHI is the other child in RTTM
    bouts = chains(stretch.units, lambda gap: gap <= settings.g_b)
    stretch.bouts = [b for b in bouts if settings.m_b == 0 or b[-1][1] - b[0][0] > settings.m_b]
    for chain in chains(stretch.units, lambda gap: gap < settings.t_calm):
        stretch.episodes.append(build_episode(chain, stretch, settings))
    for this, following in zip(stretch.episodes, stretch.episodes[1:]):
        this.next_t0 = following.t0
    for episode in stretch.episodes:
        respond(episode, stretch, settings)
        classify(episode, settings)
    return stretch


def chains(units, belongs):
    result = []
    for unit in units:
        if result and belongs(unit[0] - result[-1][-1][1]):
            result[-1].append(unit)
        else:
            result.append([unit])
    return result


def build_episode(chain, stretch, settings):
    t0, u = chain[0][0], chain[-1][1]
    cry = intervals.length(chain)
    labelled = intervals.length(intervals.clipped(stretch.cry_labelled, t0, u))
    return Episode(t0, u, stretch.begin, stretch.end, chain, cry,
                   is_cry=5 * labelled >= cry,
                   left_censored=t0 - stretch.begin < settings.t_calm,
                   calm_confirmed=stretch.end - u >= settings.t_calm)


def respond(e, stretch, settings):
    """Section 4: the first adult onset in the response window."""
    e.d_tot = e.u - e.t0
    e.concurrent = any(x < e.t0 < y for x, y, _ in stretch.adults)
    e.end = min(e.u + settings.tail, e.z)
    if e.next_t0 is not None:
        e.end = min(e.end, e.next_t0)
    inside = [(at, label) for at, label in stretch.onsets if e.t0 <= at < e.end]
    crying_until = e.u
    if inside:
        e.a, e.responder = min(inside, key=lambda onset: (onset[0], ADULTS.index(onset[1])))
        e.latency = e.a - e.t0
        e.d_co = max(0, e.u - e.a)
        e.attended = any(e.a <= x < e.end and y > e.u - settings.w_att for x, y, _ in stretch.adults)
        crying_until = e.a
    e.cry_before = intervals.length(intervals.clipped(e.units, e.t0, crying_until))


def classify(e, settings):
    """Outcome (5), rupture and repair (6)."""
    responded = e.a is not None
    if not e.calm_confirmed:
        e.outcome = "unresolved"
    elif responded:
        e.outcome = "soothed" if e.attended else "quiet_unattended"
    else:
        e.outcome = "quiet_concurrent" if e.concurrent else "self_quiet"
    e.long = not e.concurrent and e.d_tot > settings.theta_r
    e.rupture = e.long and (not responded or e.latency > settings.theta_r)
    if not e.rupture:
        return
    if not e.calm_confirmed:
        e.repair = "unknown"
    elif not responded:
        e.repair = "self_resolved"
    else:
        e.repair = "repaired" if e.attended and e.u - e.a <= settings.t_rep else "failed"


def known_at(e, w):
    """Whether an episode counts in n of 4.1 without being answered."""
    return e.calm_confirmed or e.z >= e.t0 + w


def answered_by(e, w):
    return e.latency is not None and e.latency <= w
