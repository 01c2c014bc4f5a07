"""Half-open intervals (begin, end) of whole milliseconds, as sorted lists."""


def joined(intervals, gap=0):
    """Intervals that overlap, touch, or lie less than gap apart become one."""
    result = []
    for begin, end in sorted(intervals):
        if result and (begin <= result[-1][1] or begin - result[-1][1] < gap):
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((begin, end))
    return result


def clipped(intervals, low, high):
    """What of each interval lies in [low, high)."""
    return [(max(b, low), min(e, high)) for b, e in intervals if min(e, high) > max(b, low)]


def common(left, right):
    """The time in both of two lists, each without overlaps."""
    result = []
    for begin, end in left:
        result += clipped(right, begin, end)
    return sorted(result)


def without(left, right):
    """The time in left and not in right; each a list without overlaps."""
    result = []
    for begin, end in left:
        at = begin
        for b, e in clipped(right, begin, end):
            if b > at:
                result.append((at, b))
            at = e
        if end > at:
            result.append((at, end))
    return result


def length(intervals):
    return sum(end - begin for begin, end in intervals)


def long_enough(intervals, least):
    return [(b, e) for b, e in intervals if e - b >= least]
