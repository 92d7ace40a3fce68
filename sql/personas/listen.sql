-- Hears of every change of v2.personas from now on. called PersonaNews
listen brain_personas;
