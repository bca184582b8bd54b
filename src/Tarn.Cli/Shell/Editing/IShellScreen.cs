namespace Tarn.Cli.Shell.Editing;

/// <summary>The screen and keyboard of a person.</summary>
internal interface IShellScreen : IDisposable
{
    /// <summary>Cells of a line.</summary>
    int Width { get; }

    /// <summary>Whether a key waits to be read.</summary>
    bool HasKey { get; }

    /// <summary>Waits for a key; null when there will be none any more.</summary>
    ValueTask<ConsoleKeyInfo?> ReadKeyAsync(CancellationToken cancellationToken);

    void Write(string text);
}
