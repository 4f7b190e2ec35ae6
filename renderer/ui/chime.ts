/** Two soft notes, a fifth apart, in hertz, and when each begins in seconds. */
const NOTES = [
  [659.25, 0],
  [987.77, 0.14],
] as const;
const LASTS = 0.7;
const LOUD = 0.14;

/** Sounds once; where the system has no way to, nothing happens. */
export function chime(): void {
  try {
    const audio = new AudioContext();
    const now = audio.currentTime;
    for (const [pitch, at] of NOTES) {
      const tone = new OscillatorNode(audio, { type: 'sine', frequency: pitch });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.setValueAtTime(0, now + at);
      volume.gain.linearRampToValueAtTime(LOUD, now + at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, now + at + LASTS);
      tone.connect(volume).connect(audio.destination);
      tone.start(now + at);
      tone.stop(now + at + LASTS);
      if (at > 0) tone.onended = () => void audio.close();
    }
  } catch {}
}
