import { useEffect, useState } from 'react';
import type { RecipeView } from '../../../preload/contract/schemas/clip-recipe.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { loadClip, useClips } from '../../state/library/clips.ts';
import { useUi } from '../../state/ui.ts';
import { fetchRecipe } from '../clip/again/recipe.ts';
import type { Compared } from './differences.ts';

/** The clips that are compared, with their recipes as soon as they are known; null until all have been looked up. */
export function useCompared(): readonly Compared[] | null {
  const ids = useUi((ui) => ui.comparing);
  const byId = useClips((clips) => clips.byId);
  const [recipes, setRecipes] = useState<ReadonlyMap<string, RecipeView>>(new Map());
  const [sought, setSought] = useState<readonly string[]>([]);
  useEffect(() => {
    let late = false;
    for (const id of ids)
      void fetchRecipe(id).then((recipe) => {
        if (recipe.ok && !late) setRecipes((before) => new Map(before).set(id, recipe.value));
      });
    void Promise.all(ids.map(loadClip)).then(() => {
      if (!late) setSought(ids);
    });
    return () => {
      late = true;
    };
  }, [ids]);
  const clips = ids.flatMap((id): ClipView[] => {
    const clip = byId.get(id);
    return clip && !clip.missing ? [clip] : [];
  });
  if (clips.length < ids.length && sought !== ids) return null;
  return clips.map((clip) => ({ clip, recipe: recipes.get(clip.id) ?? null }));
}
