namespace Tarn.Cli.Shell.Editing;

/// <summary>Knows what a word that was begun may become.</summary>
internal interface ILineCompleter
{
    Task<Completion> CompleteAsync(string text, int cursor, CancellationToken cancellationToken);
}
