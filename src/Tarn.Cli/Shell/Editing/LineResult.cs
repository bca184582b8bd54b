namespace Tarn.Cli.Shell.Editing;

/// <summary>How typing ended.</summary>
internal abstract record LineResult
{
    /// <summary>The text is to be run.</summary>
    public sealed record Entered(string Text) : LineResult;

    /// <summary>Ctrl-C: the text is dropped.</summary>
    public sealed record Dropped : LineResult;

    /// <summary>Ctrl-D on an empty line, or the terminal is gone.</summary>
    public sealed record Left : LineResult;
}
