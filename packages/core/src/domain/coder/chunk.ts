/** A noun phrase. `from`, `to` and `head` are token indexes; `possessor` is the index of the chunk before "'s". */
export type NounChunk = {
  kind: 'np';
  from: number;
  to: number;
  head: number;
  possessor: number | null;
  pronoun: boolean;
};

export type VerbChunk = {
  kind: 'vg';
  from: number;
  to: number;
  head: number;
  form: 'finite' | 'inf' | 'ing';
  passive: boolean;
};

export type WordChunk = {
  kind: 'prep' | 'and' | 'comma' | 'sub' | 'rel' | 'open' | 'close' | 'stop' | 'date' | 'adj' | 'adv' | 'other';
  from: number;
  to: number;
  word: string;
};

export type Chunk = NounChunk | VerbChunk | WordChunk;
