/** Answers `webUtils.getPathForFile`, for which the page has stopped at a `debugger` statement. */
import type { Protocol, Session } from './cdp.ts';

/** Writes the path of the asked file into the stopped frame, then lets the page run on. */
export async function answerPathQuestion(
  session: Session,
  event: Protocol.Debugger.pausedPayload,
): Promise<void> {
  const frame = event.callFrames[0];
  try {
    if (frame?.functionName === '__browserHostPathOf') {
      const { callFrameId } = frame;
      const file = await session.send('Debugger.evaluateOnCallFrame', { callFrameId, expression: '_file' });
      const { objectId } = file.result;
      if (objectId === undefined) return;
      const { path } = await session.send('DOM.getFileInfo', { objectId });
      const expression = `answer.path = ${JSON.stringify(path)}`;
      await session.send('Debugger.evaluateOnCallFrame', { callFrameId, expression });
    }
  } catch (error) {
    console.error('browser host: the path of a file could not be read:', error);
  } finally {
    await session.send('Debugger.resume').catch(() => undefined);
  }
}
