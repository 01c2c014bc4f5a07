// Every word that the pages show. To translate them, translate this file.

const none = (count: number): string => count === 0 ? 'none' : String(count);
const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

/** The headline of a session. Lengths of time come as text. */
export interface Headline {
  episodes: number;
  crying: string;
  observed: string;
  /** Episodes of which it can be known whether they were answered: their start was observed. */
  known: number;
  answered: number | null;
  /** Began while an adult was talking: nobody can say whether that was an answer. */
  concurrent: number | null;
  soothed: number | null;
  selfQuiet: number | null;
  unresolved: number | null;
}

function headline(facts: Headline): string {
  const found = facts.episodes === 0
    ? `No crying episode in ${facts.observed} that were observed.`
    : `${many(facts.episodes, 'crying episode')}, ${facts.crying} of crying in ${facts.observed} observed.`;
  if (facts.episodes === 0 || facts.answered === null) return found;
  if (facts.known === 0) return `${found} No start of crying was observed, so it is not known whether a voice answered.`;
  const of = facts.known < facts.episodes ? ` of the ${facts.known} whose start was observed` : '';
  const parts = [`${none(facts.answered)}${of} answered by a voice`];
  if (facts.concurrent) parts.push(`${facts.concurrent} began while an adult was already talking`);
  if (facts.soothed) parts.push(`${facts.soothed} ended while a caregiver was still talking`);
  if (facts.selfQuiet) parts.push(`${facts.selfQuiet} became quiet without a voice`);
  if (facts.unresolved) parts.push(`${facts.unresolved} without confirmed quiet`);
  return `${found} ${parts.join('; ').replace(/^./, (first) => first.toUpperCase())}.`;
}

export const words = {
  many,
  headline,
  session: {
    title: 'Session report',
    documentTitle: (id: string) => `${id} \u00b7 session report`,
    of: 'of', length: 'Length', observed: 'Observed',
    stretches: (count: number) => `in ${many(count, 'stretch', 'stretches')}`,
    notObserved: (time: string) => `${time} not observed`,
    start: 'Started', startUnknown: 'clock time not known', sound: 'Sound', noSound: 'measured from annotations, without sound',
    channels: (count: number) => many(count, 'channel'),
    tracks: 'Listened for',
    track: {cry: 'crying', adult: 'adult voices', child: 'the infant\u2019s other sounds'} as {[key: string]: string},
    noTrack: 'nothing', warnings: 'About this recording', noWarnings: 'No warnings about the recording.', skip: 'To the timeline',
  },
  limits: 'Only sound is measured: picking up, feeding or rocking without a voice is not heard. This is no diagnosis, ' +
    'no score, and no judgement of a caregiver.',
  warning: {
    truncated: 'Cut short', size_mismatch: 'Wrong sizes in the header', trailing_data: 'Other data after the sound',
    chained_stream: 'Several streams in one file', decode_error: 'A part could not be decoded',
    not_finite: 'Samples that are no numbers', clipped: 'Clipped', silent: 'Silent', digital_silence: 'Digital silence',
    low_level: 'Very quiet', dc_offset: 'Constant offset', antiphase: 'Channels cancel each other',
    dead_channel: 'A channel without sound', narrow_band: 'Low sample rate', unknown_length: 'Length not declared', unknown_label: 'Labels left out',
  } as {[code: string]: string},
  tiles: {
    crying: 'Crying', episodes: 'Episodes', answered: (window: string) => `Answered within ${window}`,
    latency: 'Median time to an answer', quiet: 'Median time to quiet', ruptures: (threshold: string) => `Crying for ${threshold} without an answer`,
    notAll: (count: number) => `${count} with unknown onset left out of what follows`,
    middleHalf: 'middle half',
    repaired: (count: number) => `${count} repaired`,
  },
  inRecording: (clock: string, place: string) => `${clock} (${place} in the recording)`,
  kOfN: (k: string, n: string) => `${k} of ${n}`,
  labels: {
    CRY: 'Cry', FUS: 'Fuss', KCHI: 'Infant', OCH: 'Other child', FEM: 'Female', MAL: 'Male', ADU: 'Adult',
  } as {[label: string]: string},
  voices: {
    CRY: 'cry', FUS: 'fuss', KCHI: 'infant, not crying', OCH: 'other child', FEM: 'female voice', MAL: 'male voice', ADU: 'adult voice',
  } as {[label: string]: string},
  outcome: {
    soothed: 'Quiet while a caregiver talked', quiet_unattended: 'Quiet after the caregiver had stopped',
    quiet_concurrent: 'Quiet, adults had been talking already', self_quiet: 'Quiet without a voice', unresolved: 'Quiet not confirmed',
  } as {[outcome: string]: string},
  repair: {
    repaired: 'repaired', self_resolved: 'quiet without an answer', failed: 'answered, not repaired', unknown: 'not known',
  } as {[repair: string]: string},
  reason: {
    not_observed: 'nothing was observed', no_cry_track: 'crying was not listened for',
    no_adult_track: 'adult voices were not listened for', no_child_track: 'the infant\u2019s other sounds were not listened for',
    no_episodes: 'no episodes', censored: 'not seen long enough', too_few: 'too few', not_reached: 'not reached',
    undefined: 'not defined', no_audio: 'needs the sound', no_transcript: 'needs a transcript', not_measurable: 'cannot be measured',
  } as {[reason: string]: string},
  /** For cells and lines of lists. */
  brief: {
    not_observed: 'not observed', no_cry_track: 'crying not listened for', no_adult_track: 'adults not listened for', no_child_track: 'other sounds not listened for',
  } as {[reason: string]: string},
  /** too_few, of a rate: hours are what there is too little of. */
  tooShort: 'too little observed',
  timeline: {
    title: 'Timeline',
    label: (length: string, episodes: number) =>
      `Timeline of ${length} with ${many(episodes, 'episode')}; the table of episodes says the same`,
    keys: 'Arrow keys move, + and \u2212 zoom, 0 shows all, N and P go to the next and previous episode. With a mouse, drag ' +
      'to move and, once the timeline is clicked, use the wheel; by touch, drag and pinch.',
    zoomIn: 'Zoom in', zoomOut: 'Zoom out', whole: 'Whole session', next: 'Next episode', previous: 'Previous episode',
    rows: {
      episodes: 'Episode', crying: 'Crying', KCHI: 'Infant', OCH: 'Child', FEM: 'Female', MAL: 'Male', ADU: 'Adult', level: 'Level', spectrum: 'Spectrum',
    } as {[row: string]: string},
    levelUnit: 'dBFS', axis: 'time in the recording ([h:]min:s)', clock: 'clock time (h:min)', clockSeconds: 'clock time (h:min:s)',
    gap: 'not observed', notHeard: 'not listened for',
    legend: {
      CRY: 'Cry, shaded by distress', CRY_plain: 'Cry', FUS: 'Fuss', KCHI: 'Infant, not crying', OCH: 'Other child', FEM: 'Female voice',
      MAL: 'Male voice', ADU: 'Adult voice', response: 'Answer', rupture: 'Long without an answer (rupture)', repaired: 'Rupture repaired',
      gap: 'Not observed', pause: 'The recorder paused',
    } as {[key: string]: string},
    dense: 'Zoomed out, the height of a column is the share of its time that is filled.',
    view: (from: string, to: string, length: string) => `${from} to ${to} (${length})`,
    viewInRecording: (from: string, to: string) => `; ${from} to ${to} in the recording`,
    confidence: (percent: number) => `confidence ${percent}${'\u202f'}%`,
    distress: (percent: number) => `distress ${percent}${'\u202f'}%`,
    level: (level: number) => `level ${level}${'\u202f'}dBFS`,
    table: 'What is in view, as a table',
    tableMore: (count: number) => `${count} more; zoom in to see them.`,
    columns: {voice: 'What', from: 'From', to: 'To', length: 'Length', confidence: 'Confidence', distress: 'Distress'},
    nothing: 'Nothing was heard in this part.',
  },
  spectrum: {
    legend: (low: string, high: string, from: string, to: string, bands: number) =>
      `Sound from ${from} to ${to} in ${bands} bands: ${low} or less to ${high} or more, the mean of each second (too coarse for words)`,
    none: 'These results hold no spectrum.', noSound: 'Level and spectrum need the sound: these results were made from annotations alone.',
    band: (from: string, to: string) => `${from}\u2013${to}\u202fHz`,
    loudest: (band: string, level: string) => `loudest at ${band} (${level})`,
    table: 'The sound in view, by frequency',
    columns: {band: 'Band', mean: 'Mean level', most: 'Loudest second'},
  },
  sound: {
    title: 'This page plays sound.',
    clips: (count: number, left: number) => `It holds ${many(count, 'clip')} of at most 12\u202fs around episodes, in which voices can be recognised: ` +
      `keep it as you keep the recording.${left > 0 ? ` For ${many(left, 'more episode')} there was no room.` : ''}`,
    link: (path: string) => `It holds none itself, but plays the recording that lies at ${path} from here.`,
    label: 'Sound of an episode', choose: 'The buttons under \u201cListen\u201d play an episode here.',
    part: (number: number, from: string, to: string) => `Episode ${number}, ${from} to ${to}`,
    play: (times: string) => `Play: ${times}`,
    cannotClip: 'This browser cannot play FLAC.',
    cannot: (path: string) => `This browser cannot play ${path}: it is not there, or of a format that the browser does not know (WAV, FLAC and MP3 play ` +
      'nearly everywhere).',
  },
  accuracy: {
    title: 'How well the detector hears',
    short: (recall: string, precision: string) => `How sure: on infants and adults that it had not heard before, the detector found ${recall} of the ` +
      `crying, and ${precision} of what it called crying was crying. In homes expect less.`,
    more: 'More on this',
    on: 'Shares of time, on 20 scenes put together in a computer from infants and adults that it had not heard before. It was never tried on ' +
      'daylong recordings of homes with labels: expect less there.',
    columns: {
      voice: 'What', recall: 'Found, of what there was', precision: 'Right, of what it found', f1: 'F1 (95\u202f%)', false: 'False, min/h',
    },
    voices: {cry: 'crying', adult: 'adult voices', infant: 'other infant sounds'} as {[voice: string]: string},
    card: (id: string) => `Who was heard, by loudness and under noise, and where it fails: models/${id}.md of lull, \u201cScores\u201d and \u201cWhere it fails\u201d.`,
    elsewhere: (id: string) => `How sure: how well the model ${id} hears is not known to this page. It stands in the model\u2019s card, models/${id}.md, under ` +
      '\u201cScores\u201d: the F1 of crying on other infants.',
  },
  episode: {
    title: 'Episodes', none: 'There are no episodes.', hint: 'A button in the first column shows the episode in the timeline; the headings sort.',
    scrolls: (count: number) => `The table scrolls through all ${count}.`,
    show: (number: number) => `Show episode ${number} in the timeline`,
    columns: {
      number: 'No.', onset: 'From', onsetClock: 'From (in the recording)', total: 'Lasted', cry: 'Crying', class: 'Class', latency: 'Answered after', responder: 'By',
      coregulation: 'Quiet after answer', outcome: 'Outcome', rupture: 'Rupture', distress: 'Distress (0\u20131)', listen: 'Listen',
    } as {[column: string]: string},
    class: {cry: 'cry', fuss: 'fuss'} as {[name: string]: string},
    by: {FEM: 'female', MAL: 'male', ADU: 'adult'} as {[label: string]: string},
    noAnswer: 'no answer', already: 'adult already talking', onsetUnknown: 'onset not known',
    atLeast: (time: string) => `at least ${time}`,
    more: (count: number) => `${count} more in episodes.csv.`,
    said: (number: number, from: string, total: string, answer: string, outcome: string) =>
      `Episode ${number} from ${from}, lasted ${total}, ${answer}${outcome ? `; ${outcome}` : ''}`,
    answeredAfter: (time: string, by: string) => `answered after ${time} by ${by} voice`,
    sortedBy: (column: string, up: boolean) => `Sorted by ${column}, ${up ? 'rising' : 'falling'}`,
  },
  curve: {
    asTable: 'The curve as a table', hint: 'To read the curve, point at it or use the arrow keys.',
    at: (time: string, values: string) => `At ${time}: ${values}`,
    value: (name: string, share: string, band: string) => `${name} ${share}${band}`,
    between: (low: string, high: string) => ` (${low} to ${high})`,
    few: ' So few episodes show what happened here, not what usually happens.', time: 'Time (s)', to: 'to',
  },
  secure: {
    amount: {
      letter: '', title: 'How much crying', can: 'How much was heard, and how much of it each hour.', cannot: 'Why: no recording tells the cause of crying.',
    },
    S: {
      letter: 'S', title: 'Showing up', can: 'Whether, and how soon, an adult voice followed the start of crying, and whether more often than by accident.',
      cannot: 'Whether somebody came: touch, feeding and presence without a voice are not heard.',
    },
    E1: {
      letter: 'E', title: 'Empathy', can: 'How answers sound beside the same voices at other times: a proxy for attunement.',
      cannot: 'Whether the infant was understood: to answer in the tone of a cry is not yet to answer what it meant.',
    },
    C1: {
      letter: 'C', title: 'Consistency', can: 'How alike the answers are, from one episode and one hour to the next.',
      cannot: 'Whether alike is good: never answering is consistent too. Read it beside the share that was answered.',
    },
    C2: {
      letter: 'C', title: 'Co-regulation', can: 'How long after an answer, and after the start, it became quiet.',
      cannot: 'Whether quiet is calm: silence can go with stress. Nor whether the answer caused it.',
    },
    U: {
      letter: 'U', title: 'yoU', can: 'Nothing: the example that a caregiver sets cannot be heard.',
      cannot: 'How caregivers live with their own feelings. It is not measured, and no other number stands in for it.',
    },
    R: {
      letter: 'R', title: 'Resilience', can: 'What followed when crying went on long without an answer (a rupture): a late answer and quiet (repaired), or not.',
      cannot: 'Whether anybody was there: a rupture here may be a caregiver who held the infant in silence. It is an analogue in sound only.',
    },
    E2: {
      letter: 'E', title: 'Emotional intelligence', can: 'With a transcript, how often feelings are named when an infant cries.',
      cannot: 'Whether a feeling was named rightly, or understood; and nothing without a transcript.',
    }, canLabel: 'It can say: ', cannotLabel: 'It cannot say: ',
  },
  response: {
    latencyTitle: 'Time to the first answering voice',
    latencyText: (n: number, responded: number, quiet: number, censored: number) =>
      `Of ${many(n, 'episode')} that began while no adult was talking, ${none(responded)} ${responded === 1 ? 'was' : 'were'} answered, ${none(quiet)} became ` +
      `quiet first${censored > 0 ? `, ${censored} ${censored === 1 ? 'was' : 'were'} cut off before either` : ''}.`,
    latencyAxis: 'time since the start of crying (s)', shareAxis: 'share of episodes', answered: 'answered', quietFirst: 'quiet first',
    windowsTitle: 'Answered within a window, beside chance',
    windowsText: 'Dots: share answered, with 95\u202f% intervals. Diamonds: the share expected if the same voices had come at ' +
      'shifted times. A dot beyond its diamond means more answers than chance would give.',
    observed: 'answered', chance: 'expected by chance', windowsAxis: 'share of episodes answered', chanceTitle: 'Beyond chance',
    chanceText: 'Chance is what the same voices give when they are shifted against the crying, by every shift there is. The p is the share of ' +
      'shifts that give as many answers or more.',
    columns: {
      window: 'Window', strict: 'Answered', lenient: 'Answered, or an adult was talking already', still: 'Answered, of those still crying',
      expected: 'Chance', excess: 'More than chance', lift: 'Times chance', p: 'p', shifts: 'Shifts', responded_by: 'Answered by then (curve)',
      yule: 'Yule\u2019s Q', odds: 'Log odds',
    },
    within: (time: string) => `within ${time}`,
    noCurve: (why: string) => `There is no curve: ${why}.`,
    nothingSeen: 'no answer and no quiet was seen',
  },
  coregulation: {
    fromAnswer: 'From the answer to quiet', fromStart: 'From the start of crying to quiet',
    text: (n: number, events: number) => `${many(n, 'episode')}, ${events === n ? n === 1 ? 'seen' : 'all of them seen' : `${none(events)} of them seen`} until quiet.`,
    answerAxis: 'time since the answer (s)', startAxis: 'time since the start of crying (s)', axis: 'share still crying', curve: 'still crying',
    band: '95\u202f% interval', low: 'from (95\u202f%)', high: 'to (95\u202f%)', outcomes: 'How episodes ended', outcome: 'Outcome', episodes: 'Episodes',
    bar: 'As a bar',
    noCurve: (why: string) => `There is no curve: ${why}.`,
    nothingSeen: 'no episode was seen until quiet',
  },
  hours: {
    title: 'Hour by hour', axis: 'crying (min per observed hour)', file: 'hour of the recording', clock: 'hour of the day (clock time)',
    fileHead: 'Hour of the recording', clockHead: 'Hour of the day', notObserved: 'not observed',
    clockHour: (hour: number) => `${hour}:00\u2013${hour + 1}:00`,
    none: (why: string) => `There are no hours: ${why}.`,
    inPage: 'Episodes and answers of each hour: in the table of this page on a screen.', tooShort: 'Hours with less than 15 min observed have no bar.',
    columns: {observed: 'Observed', cry: 'Crying', rate: 'Min per observed hour', episodes: 'Episodes', answered: 'Answered within 30 s'},
    label: (count: number) => `Crying in each of ${many(count, 'hour')}; the table below gives the numbers`,
  },
  sensitivity: {
    title: 'Would other thresholds change the picture?', calm: 'Quiet that ends an episode', rupture: 'Threshold of a rupture', chosen: 'as used',
    columns: {
      episodes: 'Episodes', strict: (window: string) => `Answered within ${window}`, soothed: 'Soothed', self: 'Quiet without a voice',
      total: 'Median time to quiet', ruptures: 'Ruptures', share: 'Episodes with a rupture', repair: 'Ruptures repaired',
    },
  },
  notMeasured: {
    title: 'Not measured', text: 'No recording of sound shows these, and nothing on this page stands in for them:',
    items: {
      'modelling (yoU)': 'the example that caregivers set (yoU)', 'naming emotions': 'naming emotions: needs a transcript', touch: 'touch',
      feeding: 'feeding', gaze: 'gaze', 'kind of need': 'what the infant needed', physiology: 'physiology',
      'attachment class': 'attachment',
    } as {[item: string]: string},
  },
  made: {
    title: 'How this was made', version: 'lull', model: 'Model', modelHash: 'SHA-256 of the model', noModel: 'none: measured from annotations',
    path: 'Input', hash: 'SHA-256 of the input', settings: 'Settings', defaults: 'Named as in lull analyze --help. Times in seconds, min_hours in hours.',
    none: 'not known',
  },
  all: {
    title: 'Every number', show: 'Show all of metrics.json', text: 'Unrounded. What is missing has its reason.',
    columns: {pointer: 'Name', value: 'Value'},
  },
  /** By the end of a pointer into metrics.json. */
  metric: {
    units: 'Cry units', bouts: 'Cry bouts', episodes: 'Episodes', left_censored: 'Onset not known', right_censored: 'Quiet not confirmed',
    seconds: 'Crying', cry_seconds: 'of it, cry', fuss_seconds: 'of it, fuss', cry_fraction: 'Share of an episode that is crying',
    minutes_per_hour: 'Crying per hour', minutes_per_24h: 'Crying per 24 hours (extrapolated)', episodes_per_hour: 'Episodes per hour',
    bouts_per_hour: 'Bouts per hour', 'episode_s/mean': 'Mean length of an episode', 'episode_s/median': 'Median length',
    'episode_s/p90': 'Nine of ten shorter than', 'episode_s/max': 'Longest',
    'turns/count': 'Turns of infant and adult (within 5 s)', 'turns/per_hour': 'Turns per hour', count_1s: 'Turns within 1 s',
    per_hour_1s: 'Turns within 1 s, per hour', f0_median_hz: 'Median pitch', f0_max_hz: 'Highest pitch', pct_phonation: 'Voiced at 250 to 1000 Hz',
    pct_hyperphonation: 'Voiced at 1000 Hz or above', pct_dysphonation: 'Noisy', level_dbfs: 'Level',
    concurrent: 'Began while an adult talked', responded: 'Answered at all', 'latency/median_s': 'Median time to an answer',
    'latency/q25_s': 'A quarter answered by', 'latency/q75_s': 'Three quarters answered by', ignored: 'Ended without any adult voice',
    ignored_share: 'Share that ended without any adult voice', ignored_per_h: 'Episodes that ended without any adult voice, per hour',
    unresponsive_min_per_h: 'Crying before an answer, per hour', adult_presence: 'Minutes with an adult voice',
    adult_presence_while_crying: 'Crying minutes with an adult voice',
    f0_lift_st: 'Pitch of answers above usual', range_lift_st: 'Range of pitch above usual', level_lift_db: 'Loudness of answers above usual',
    level_attunement: 'Loudness follows the cry (rank correlation)', f0_convergence: 'Pitch approaches the infant\u2019s',
    latency_sd_log: 'Spread of times to an answer (SD of log)', latency_mad_s: 'Median distance from the median time',
    response_entropy: 'Unpredictability of the answer (0 to 1)', overdispersion: 'Difference between hours (1: as by chance)',
    entropy_rate_bits: 'Unpredictability of who sounds next (at most 2 bits)',
    'coregulation/median_s': 'Median, answer to quiet', 'coregulation/q25_s': 'A quarter quiet by', 'coregulation/q75_s': 'Three quarters quiet by',
    'coregulation/rmst_s': 'Mean time to quiet, cut at the horizon', 'coregulation/rmst_to_s': 'Horizon of that mean',
    'total/median_s': 'Median, start to quiet', 'total/q25_s': 'A quarter quiet by', 'total/q75_s': 'Three quarters quiet by',
    'total/rmst_s': 'Mean time to quiet, cut at the horizon', 'total/rmst_to_s': 'Horizon of that mean',
    quiet_within_60: 'Quiet within 60 s', quiet_within_180: 'Quiet within 180 s',
    soothed_proportion: 'Soothed: quiet while a caregiver talked', self_regulation_index: 'Quiet without a vocal response',
    ruptures: 'Ruptures', ruptures_per_h: 'Ruptures per hour', long_episodes: 'Long episodes', rupture_share: 'Share of episodes with a rupture',
    repaired: 'Repaired', self_resolved: 'Quiet without an answer', failed: 'Answered, not repaired', unknown: 'Not known',
    repair_share: 'Share repaired', repair_delay_median_s: 'Median from the threshold to an answer',
    repair_time_median_s: 'Median from the late answer to quiet', rupture_to_quiet_median_s: 'Median from the threshold to quiet',
    majority: 'On the whole', per_response: 'Emotion words per answer', lexicon: 'List of words',
  } as {[name: string]: string},
  majority: {
    mostly_repaired: 'mostly repaired', mostly_unrepaired: 'mostly not repaired', undetermined: 'cannot be told from so few',
  } as {[word: string]: string},
  corpus: {
    title: 'Corpus report',
    headline: (recordings: number, failed: number, observed: string, episodes: number, crying: string) =>
      `${many(recordings, 'recording')}${failed > 0 ? `, ${failed} of them could not be used` : ''}: ${many(episodes, 'crying episode')}, ` +
      `${crying} of crying in ${observed} observed.`,
    limits: 'Recordings are not ranked. Recordings of one child are not independent of each other.', failures: 'What could not be used', failed: 'failed',
    which: 'Which ones',
    more: (count: number) => `${count} more in recordings.csv`,
    spreads: 'How recordings differ',
    spreadsHint: (least: number) => `A dot is a recording: a click opens it. From ${least} recordings on, a bar shows the middle half and its line the median. ` +
      'Recordings without a value are left out; the table says why.',
    one: (value: string) => `1 recording: ${value}.`,
    range: (count: number, least: string, most: string) => `${many(count, 'recording')}: ${least} to ${most}.`,
    spread: (count: number, least: string, low: string, middle: string, high: string, most: string) =>
      `${many(count, 'recording')}: ${least} to ${most}, median ${middle}, middle half ${low} to ${high}.`,
    noValues: 'No recording has a value.',
    unknown: (names: string) => `No recording has a value for: ${names}. The table says why.`,
    when: 'When, and how old', perHour: 'Crying per hour', perHourAxis: 'crying (min/h)', perObservedHourAxis: 'crying (min per observed hour)',
    dayTitle: 'Crying by the hour of the day', dayAxis: 'clock time (h)', dayHead: 'Hour of the day', dayObserved: 'Observed', dayCrying: 'Crying',
    dayShort: 'under 15 min observed',
    daySaid: (count: number, observed: string) => `${many(count, 'recording')}, ${observed} observed at known clock times. Bars: the crying of all of them ` +
      'together, in minutes for each hour that was observed at that time of day; a recording counts for as long as it was observed. ' +
      'Dots: one recording in one hour of the day. Neither is drawn for less than 15 min observed.',
    dayTable: 'The hours as a table',
    dayWithout: (count: number) => `${many(count, 'recording')} without a known clock time ${count === 1 ? 'is' : 'are'} left out of the hours of the day.`,
    dayNone: 'Crying by the hour of the day is not drawn: the clock time of no recording is known (metadata, or --start).',
    ageTitle: 'Crying by the child\u2019s age', ageAxis: 'age (months of 30.4 days)', ageHead: 'Age (months)',
    ageNone: 'Age is not drawn: no metadata gives it (child_age_days).',
    binned: (count: number) => `${many(count, 'recording')}. Lines: the median of a bin with three recordings or more.`,
    binTable: 'The medians as a table', binCount: 'Recordings', recordings: 'Recordings', child: 'Child', everyChild: 'all',
    within: (window: string) => `Answered within ${window}`,
    filterWords: 'Words in any column', filterColumn: 'and', from: 'from', to: 'to', back: 'Back', forward: 'Forward',
    rows: (first: number, last: number, left: number, total: number) =>
      `${first} to ${last} of ${left}${left < total ? ` that fit, of ${total}` : ''}`,
    column: {
      recording: 'Recording', warnings: 'Warnings', duration_s: 'Length', observed_s: 'Observed', sample_rate_hz: 'Sample rate',
      channels: 'Channels', cry_s: 'Crying', cry_minutes_per_hour: 'Crying per hour', bouts: 'Bouts', episodes: 'Episodes',
      left_censored: 'Onset not known', right_censored: 'Quiet not confirmed', concurrent: 'Adult talking already', responded: 'Answered',
      strict_w1: 'Answered within the first window', strict_w2: 'Answered within the second window', strict_w3: 'Answered within the third window',
      latency_median_s: 'Median time to an answer', unresponsive_min_per_h: 'Crying before an answer, per hour', ignored: 'Without any adult voice',
      coregulation_median_s: 'Median, answer to quiet', total_median_s: 'Median time to quiet', soothed: 'Soothed',
      quiet_unattended: 'Quiet after the caregiver had stopped', quiet_concurrent: 'Quiet, adults talking already', self_quiet: 'Quiet without a voice',
      unresolved: 'Unresolved', soothed_proportion: 'Share soothed', self_regulation_index: 'Share quiet without a voice', ruptures: 'Ruptures',
      repair_share: 'Share repaired', start_time: 'Started', child_id: 'Child', child_age_days: 'Age',
    } as {[column: string]: string},
  },
};
