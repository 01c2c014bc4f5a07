"""The rows of episodes.csv."""

COLUMNS = ("recording,episode,onset_s,offset_s,cry_s,class,distress_mean,distress_peak,left_censored,calm_confirmed,"
           "concurrent,responded,responder,latency_s,cry_before_response_s,coregulation_s,total_s,attended,outcome,"
           "rupture,repair,f0_median_hz,f0_max_hz,pct_phonation,pct_hyperphonation,pct_dysphonation,level_dbfs").split(",")


def rows(session):
    """The rows of episodes.csv, each a list of texts in the order of COLUMNS."""
    result = []
    for number, e in enumerate(session.all_episodes if session.tracks["cry"] else [], 1):
        row = {"recording": session.record.name, "episode": number, "onset_s": digits(e.t0), "offset_s": digits(e.u),
               "cry_s": digits(e.cry), "class": "cry" if e.is_cry else "fuss",
               "left_censored": yes(e.left_censored), "calm_confirmed": yes(e.calm_confirmed)}
        if not e.left_censored:
            row["total_s"] = digits(e.d_tot)
            if session.tracks["adult"]:
                row.update(response_row(e))
        result.append([str(row.get(column, "")) for column in COLUMNS])
    return result


def response_row(e):
    row = {"concurrent": yes(e.concurrent), "responded": yes(e.a is not None),
           "cry_before_response_s": digits(e.cry_before), "outcome": e.outcome, "rupture": yes(e.rupture),
           "repair": e.repair or ""}
    if e.a is not None:
        row.update(responder=e.responder, latency_s=digits(e.latency), coregulation_s=digits(e.d_co),
                   attended=yes(e.attended))
    return row


def digits(ms):
    return f"{ms // 1000}.{ms % 1000:03d}"


def yes(value):
    return "true" if value else "false"
