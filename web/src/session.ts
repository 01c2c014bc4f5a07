// The page of one session.
import {chartsPrinted, printCharts, startCharts} from './chart';
import {at, session as read} from './data';
import {h} from './dom';
import {episodeTable} from './episodes';
import {head} from './head';
import * as sections from './sections';
import {Player} from './sound';
import {Timeline} from './timeline';
import {words} from './words';

const session = read();
document.title = words.session.documentTitle(String(at(session.metrics, '/recording/id')));

const timeline = new Timeline(session);
const player = session.sound ? new Player(session.sound) : null;
const show = (number: number): void => {
  timeline.show(number);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  timeline.element.scrollIntoView({behavior: still ? 'auto' : 'smooth', block: 'start'});
};

document.getElementById('page')?.replaceWith(
  h('a', {class: 'skip', href: '#timeline'}, words.session.skip),
  h('main', {}, head(session, player ? player.banner() : null), timeline.element, episodeTable(session, show, player), sections.response(session), sections.attunement(session),
    sections.consistency(session), sections.coregulation(session), sections.modelling(), sections.repair(session), sections.emotion(session),
    sections.amount(session), sections.sensitivity(session), sections.notMeasured(session), sections.made(session),
    sections.everything(session)));
timeline.start();
startCharts();

addEventListener('beforeprint', () => {
  timeline.print();
  printCharts();
});
addEventListener('afterprint', () => {
  timeline.printed();
  chartsPrinted();
});
