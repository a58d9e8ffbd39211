/** One event of a `text/event-stream`, or a comment, which tells only that the stream is alive. */
export type Item = { kind: 'event'; event: string; data: string; id: string } | { kind: 'comment' };

/**
 * Reads a `text/event-stream` in the pieces it arrives in, by the rules of the HTML standard: lines end with LF, CR or
 * CRLF, also where a piece ends in between. `retry` is not looked at.
 */
export class EventStreamParser {
  private rest = '';
  private endedWithReturn = false;
  private event = '';
  private data: string[] = [];
  private id = '';
  private first = true;

  push(piece: string): Item[] {
    let text = piece;
    if (this.first && text !== '') {
      this.first = false;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    if (this.endedWithReturn && text !== '') {
      this.endedWithReturn = false;
      if (text.startsWith('\n')) text = text.slice(1);
    }
    const lines = (this.rest + text).split(/\r\n|\n|\r/);
    this.rest = lines.pop() ?? '';
    if (text.endsWith('\r')) this.endedWithReturn = true;
    return lines.flatMap((line) => this.line(line));
  }

  private line(line: string): Item[] {
    if (line === '') return this.dispatch();
    if (line.startsWith(':')) return [{ kind: 'comment' }];
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    switch (field) {
      case 'event':
        this.event = value;
        break;
      case 'data':
        this.data.push(value);
        break;
      case 'id':
        if (!value.includes('\0')) this.id = value;
        break;
    }
    return [];
  }

  private dispatch(): Item[] {
    const { event, data } = this;
    this.event = '';
    this.data = [];
    return data.length === 0 ? [] : [{ kind: 'event', event: event || 'message', data: data.join('\n'), id: this.id }];
  }
}
