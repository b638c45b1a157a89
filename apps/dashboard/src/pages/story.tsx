import { subjectName } from '@tensiometer/core/views/names.ts';
import type { StoryAnswer } from '@tensiometer/core/wire/api.ts';
import { reportAddress, subjectAddress } from './addresses.ts';
import { CorrectEvent } from './correct.tsx';
import { Direction, EventCode, Quote } from './evidence.tsx';
import { count, dayOfInstant, dayText, fixed, publishedText, secondsText, shortDay, signed, whole } from './format.ts';

const REASONS: Record<StoryAnswer['changes'][number]['reason'], string> = {
  coded: 'First telling',
  reinforced: 'Another report',
  corrected: 'Corrected',
  withdrawn: 'Taken out',
  reclassified: 'Read by another coder',
};

/** One act as several reports tell it: what it is worth and why, who tells it, and every change of its value. */
export function StoryPage({ story }: { story: StoryAnswer }) {
  const [event] = story.events;
  const value = Math.max(story.conflict, story.cooperation);
  return (
    <main id="main" class="story-page" data-story={story.story}>
      <div class="rep-top">
        <p class="crumb">
          <a href="/events">Events</a> / Story <span class="num">{story.story.slice(0, 8)}</span>
        </p>
        <h1>{event ? <Direction event={event} /> : 'A story'}</h1>
        <p class="by">
          {event ? <EventCode event={event} /> : null} Counts on {dayText(story.day)} for{' '}
          {story.subjects
            .filter(subject => subject !== 'world')
            .map((subject, i) => (
              <>
                {i === 0 ? '' : ', '}
                <a class="link" href={subjectAddress(subject, { at: story.day })}>
                  {subjectName(subject)}
                </a>
              </>
            ))}
          .
        </p>
      </div>
      <div class="rep">
        <article class="art">
          <div class="head">
            <h2>Told by {count(story.reports, 'report')}</h2>
          </div>
          <ol class="tellings">
            {story.events.map(it => (
              <li class="item">
                <p class="meta">
                  <b>
                    <bdi>{it.outlet}</bdi>
                  </b>
                  {it.publishedAt === null ? '' : `, ${publishedText(it.publishedAt)}`}.{' '}
                  {it.date === null ? '' : `Act of ${shortDay(it.date)}, `}
                  <span class="num">confidence {fixed(it.confidence.overall, 2)}</span>
                </p>
                <Quote event={it} />
                <p class="do">
                  <a class="link" href={reportAddress(it.reportId, it.id)}>
                    Report at these words
                  </a>
                </p>
                <CorrectEvent event={it} />
              </li>
            ))}
          </ol>
          {story.more > 0 ? <p class="note">And {count(story.more, 'further telling')}.</p> : null}
        </article>
        <section aria-labelledby="worth-head">
          <div class="head">
            <h2 id="worth-head">
              Worth {fixed(value, 2)}{' '}
              {story.conflict > 0 ? 'of conflict' : story.cooperation > 0 ? 'of cooperation' : 'nothing'}
            </h2>
          </div>
          <p class="note">
            The strongest telling, {fixed(value / story.attention, 2)} points, times{' '}
            <b class="num">{fixed(story.attention, 2)}</b> for{' '}
            {count(Math.min(story.families.length, story.texts), 'independent outlet')}: the lesser of{' '}
            {count(story.families.length, 'outlet family', 'outlet families')} and {count(story.texts, 'text')} that are
            not copies of each other. It counts on the day of the most confident telling.
          </p>
          {story.subjects.slice(0, 1).map(subject => (
            <p class="note">
              <a class="link" href={subjectAddress(subject, { at: story.day, without: `story:${story.story}` })}>
                {subjectName(subject)} without this story
              </a>
            </p>
          ))}
          <ul class="families">
            {story.families.map(({ family, reports }) => (
              <li>
                <bdi>{family.startsWith('source:') ? 'A source that names no outlets' : family}</bdi>
                {story.subjects.slice(0, 1).map(subject => (
                  <a class="link" href={subjectAddress(subject, { at: story.day, without: `family:${family}` })}>
                    the line without it
                  </a>
                ))}
                <span class="num">{count(reports, 'report')}</span>
              </li>
            ))}
          </ul>
        </section>
        <section class="log-wrap" aria-labelledby="changes-head">
          <div class="head">
            <h2 id="changes-head">How it came about</h2>
          </div>
          <ol class="log">
            {story.changes.map(change => (
              <li>
                <p class="n num">
                  <span>{whole(change.position)}</span>
                  <time datetime={change.at}>
                    {shortDay(dayOfInstant(change.at))}, {secondsText(change.at)}
                  </time>
                </p>
                <p class="e">
                  {REASONS[change.reason]}{' '}
                  <span class={`num ${change.conflict !== 0 ? 'c' : 'k'}`}>
                    {signed(change.conflict + change.cooperation, 2)}
                  </span>
                </p>
                <p>
                  on {shortDay(change.day)},{' '}
                  <a class="link" href={reportAddress(change.reportId)}>
                    by this report
                  </a>
                </p>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </main>
  );
}
