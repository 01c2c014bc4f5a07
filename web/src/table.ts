// Tables whose headings sort them.
import {h, scrolled} from './dom';

export interface Column<Row> {
  label: string;
  /** What a cell shows. */
  show: (row: Row) => Node | string;
  /** What it is sorted by; null comes last whichever way. */
  key: (row: Row) => number | string | null;
  number?: boolean;
  class?: string;
  /** Left out on paper, and not sorted by. */
  button?: boolean;
}

const compare = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', {numeric: true});

/** Sorts a copy: rows without a key last, rows of equal keys in the order they came in. */
export function sorted<Row>(rows: readonly Row[], key: (row: Row) => number | string | null, up: boolean): Row[] {
  return rows.map((row, place) => ({row, place, key: key(row)})).sort((a, b) => {
    if (a.key === null || b.key === null) return a.key === b.key ? a.place - b.place : a.key === null ? 1 : -1;
    return (up ? 1 : -1) * compare(a.key, b.key) || a.place - b.place;
  }).map((each) => each.row);
}

export interface Sortable<Row> {
  element: HTMLElement;
  bodyRows: Map<Row, HTMLTableRowElement>;
}

export function sortable<Row>(label: string, columns: Column<Row>[], rows: readonly Row[],
                              say: (column: string, up: boolean) => string): Sortable<Row> {
  const body = h('tbody');
  const said = h('p', {class: 'visually-hidden', role: 'status'});
  const bodyRows = new Map<Row, HTMLTableRowElement>();
  for (const row of rows) {
    bodyRows.set(row, h('tr', {}, ...columns.map((column, i) => {
      const cell = h(i === 0 ? 'th' : 'td', {class: column.number ? 'number' : column.button ? 'no-print' : column.class}, column.show(row));
      if (i === 0) cell.setAttribute('scope', 'row');
      return cell;
    })));
  }
  const put = (list: readonly Row[]): void => {
    body.replaceChildren(...list.map((row) => bodyRows.get(row) as HTMLTableRowElement));
  };
  const heads = columns.map((column, i) => {
    if (column.button) return h('th', {scope: 'col', class: 'no-print'}, column.label);
    const head = h('th', {scope: 'col', class: column.number ? 'number' : undefined, 'aria-sort': i === 0 ? 'ascending' : 'none'});
    head.append(h('button', {type: 'button', class: 'sort', click: () => {
      const up = head.getAttribute('aria-sort') !== 'ascending';
      for (const each of heads) if (each.hasAttribute('aria-sort')) each.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      put(sorted(rows, column.key, up));
      said.textContent = say(column.label, up);
    }}, column.label));
    return head;
  });
  put(rows);
  const table = h('table', {}, h('thead', {}, h('tr', {}, ...heads)), body);
  return {element: h('div', {}, scrolled(label, table), said), bodyRows};
}
