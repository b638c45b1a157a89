/** A coder that does what the text of the report says. */
export default async function code({ id, text }) {
  if (text === 'hang') await new Promise(() => setInterval(() => {}, 1_000));
  if (text === 'spin') for (;;);
  if (text === 'throw') throw new Error('cannot read this');
  if (text === 'exit') process.exit(1);
  if (text === 'slow') await new Promise(resolve => setTimeout(resolve, 60));
  return { id };
}
