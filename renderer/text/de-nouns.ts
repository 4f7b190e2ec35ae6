/** Counted nouns that several files say. */
import { counted } from './format.ts';

export const clips = (count: number): string => counted(count, 'Clip', 'Clips');
export const images = (count: number): string => counted(count, 'Bild', 'Bilder');
export const files = (count: number): string => counted(count, 'Datei', 'Dateien');
export const videos = (count: number): string => counted(count, 'Video', 'Videos');
export const variations = (count: number): string => counted(count, 'Variante', 'Varianten');
export const stars = (count: number): string => counted(count, 'Stern', 'Sterne');
export const spokenSeconds = (count: number): string => counted(count, 'Sekunde', 'Sekunden');
