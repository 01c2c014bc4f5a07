// Plays sound where the page was made with some: clips inside it, or the recording that lies beside it.
import {h} from './dom';
import {place} from './format';
import {words} from './words';

const text = words.sound;

export interface RawSound {
  link: string | null;
  left_out: number;
  clips: {episode: number; from_s: number; to_s: number; flac: string}[];
}

interface Part {
  from: number;
  to: number;
  address: string;
}

const around = 2; // s before and after an episode, where the whole recording is there

export class Player {
  readonly element: HTMLElement;
  private readonly said = h('p', {class: 'said', role: 'status'}, text.choose);
  private readonly audio = h('audio', {controls: true, preload: 'none', 'aria-label': text.label});
  private readonly clips = new Map<number, Part>();

  constructor(private readonly sound: RawSound) {
    for (const clip of sound.clips) {
      this.clips.set(clip.episode, {from: clip.from_s, to: clip.to_s, address: `data:audio/flac;base64,${clip.flac}`});
    }
    this.audio.addEventListener('error', () => { this.said.textContent = sound.link === null ? text.cannotClip : text.cannot(decodeURIComponent(sound.link)); });
    this.element = h('div', {class: 'player no-print'}, this.said, this.audio);
  }

  /** What the page says of its sound. */
  banner(): HTMLElement {
    const {link, clips, left_out: left} = this.sound;
    return h('p', {class: 'sound-banner', role: 'note'}, h('strong', {}, text.title), ' ',
      link === null ? text.clips(clips.length, left) : text.link(decodeURIComponent(link)));
  }

  private part(episode: number, onset: number, offset: number): Part | undefined {
    const {link} = this.sound;
    if (link === null) return this.clips.get(episode);
    const from = Math.max(0, onset - around);
    const to = offset + around;
    return {from, to, address: `${link}#t=${from},${to}`};
  }

  /** A button that plays an episode; a dash where there is no clip. */
  button(episode: number, onset: number, offset: number): Node | string {
    const part = this.part(episode, onset, offset);
    if (!part) return '\u2013';
    const times = text.part(episode, place(part.from, 1), place(part.to, 1));
    return h('button', {type: 'button', class: 'jump', 'aria-label': text.play(times), click: () => this.play(part, times)}, '\u25b6\ufe0e');
  }

  private play(part: Part, times: string): void {
    this.said.textContent = times;
    this.audio.src = part.address;
    this.audio.play().catch(() => { /* the error event says why */ });
  }
}
