namespace Tarn.Protocols.Admin.Commands;

/// <summary>A command line, and the terminal at which it was typed.</summary>
public sealed record CommandRequest
{
    /// <summary>The words after the program's name.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Absolute path, from which relative paths are meant.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Those environment variables that commands look at.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required bool IsInputTerminal { get; init; }

    public required bool IsOutputTerminal { get; init; }

    public required bool IsErrorTerminal { get; init; }

    /// <summary>Cells of a line.</summary>
    public required int Width { get; init; }

    /// <summary>Lines of the screen.</summary>
    public required int Height { get; init; }
}
