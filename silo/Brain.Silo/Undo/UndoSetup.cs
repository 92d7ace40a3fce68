using Brain.Postgres.Undo;
using Brain.Silo.Commands;

namespace Brain.Silo.Undo;

/// <summary>What taking back is made of in a silo.</summary>
internal static class UndoSetup
{
    public static void AddUndo(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<UndoStore>().AddSingleton<ICommandHandler, UndoCommands>();
}
