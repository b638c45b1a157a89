import { CODER_VERSION } from '@tensiometer/core/domain/coder/version.ts';
import { FORMULAS, INDICATORS } from '@tensiometer/core/domain/indicator.ts';
import { headingsOf, Markdown } from './markdown.tsx';

/** What it is, how it knows, what it cannot tell; then the method in full with its measured figures, and the formulas. */
export function MethodPage({ method }: { method: string }) {
  return (
    <main id="main" class="page method">
      <h1 class="page-title">Method and accuracy</h1>
      <div class="three">
        <section aria-labelledby="what-head">
          <div class="head">
            <h2 id="what-head">What it is</h2>
          </div>
          <p>
            A meter for what reports say that states and armed groups did to each other. Each number is a sum of acts,
            each act a stretch of words in a report, and every one of them can be opened.
          </p>
        </section>
        <section aria-labelledby="how-head">
          <div class="head">
            <h2 id="how-head">How it knows</h2>
          </div>
          <p>
            A coder with fixed rules and small trained models reads each text alone, offline, the same way each time.
            Nothing is looked up elsewhere. Everything it decided stands in a log from which the numbers can be made
            again.
          </p>
        </section>
        <section aria-labelledby="not-head">
          <div class="head">
            <h2 id="not-head">What it cannot tell you</h2>
          </div>
          <ul>
            <li>What nobody reported, and whether what was reported is true.</li>
            <li>What is written in another language than English.</li>
            <li>
              How one feed compares with another, or one pair of countries with another: it compares days of one
              subject.
            </li>
            <li>What will happen next.</li>
          </ul>
        </section>
      </div>
      <div class="with-index">
        <nav class="index meta" aria-label="On this page">
          <ul>
            {headingsOf(method).map(({ id, words }) => (
              <li>
                <a href={`#${id}`}>{words}</a>
              </li>
            ))}
            <li>
              <a href="#formulas">Formulas in force</a>
            </li>
          </ul>
        </nav>
        <article class="prose">
          <Markdown text={method} />
          <h2 id="formulas">Formulas in force</h2>
          <p>
            The parameters are part of a formula’s name: another number is another formula. They are editorial choices
            and tuned on nothing. Coder: <code>{CODER_VERSION.name}</code> <code>{CODER_VERSION.version}</code>
          </p>
          <section class="wide" tabindex={0} aria-label="Table: formulas">
            <table>
              <thead>
                <tr>
                  <th scope="col">Indicator</th>
                  <th scope="col">Formula</th>
                  <th scope="col">Unit</th>
                  <th scope="col">Range</th>
                  <th scope="col">Kept for</th>
                </tr>
              </thead>
              <tbody>
                {INDICATORS.map(name => {
                  const { label, id, unit, range, kinds } = FORMULAS[name];
                  return (
                    <tr>
                      <th scope="row">{label}</th>
                      <td>
                        <code>{id}</code>
                      </td>
                      <td>{unit}</td>
                      <td>{range}</td>
                      <td>
                        {kinds
                          .map(kind => ({ dyad: 'pairs', country: 'countries', world: 'the world' })[kind])
                          .join(', ')}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </section>
        </article>
      </div>
    </main>
  );
}
