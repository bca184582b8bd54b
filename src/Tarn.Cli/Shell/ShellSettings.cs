using Tarn.Cli.Output;
using Tarn.Engine.Dialect;
using Tarn.Tables;

namespace Tarn.Cli.Shell;

/// <summary>What helpers of the shell change, for the statements after them.</summary>
internal sealed class ShellSettings
{
    public required SqlDialect Dialect { get; set; }

    public required OutputTarget Target { get; init; }

    /// <summary>Cells of a line of the screen as it is now; null is what it was when the program began.</summary>
    public Func<int>? ScreenWidth { get; init; }

    /// <summary>The version of tables that is read; null is the newest.</summary>
    public AsOf? AsOf { get; set; }

    /// <summary>Whether each statement says how long it took and what it read.</summary>
    public bool IsTiming { get; set; } = true;

    /// <summary>Whether each value stands on a line of its own.</summary>
    public bool IsExpanded { get; set; }

    /// <summary>File to which results go instead of the screen; null is the screen.</summary>
    public string? OutputPath { get; set; }
}
