-- Writes a person's rating. takes $1 jsonb; returns jsonb or null. called PersonaStore.Rate
select v2.rate_comment($1);
