using Tarn.Common;

namespace Tarn.Cli.Hosting;

/// <summary>What a call of a command works with.</summary>
internal sealed record CliServices(Terminal Terminal, TimeProvider TimeProvider, IIdSource IdSource)
{
    public ILakeAccess Lakes { get; init; } = new ProcessLakes();

    /// <summary>The words after the program's name, as they were typed.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public static CliServices OfProcess() =>
        new(Terminal.OfProcess(), TimeProvider.System, new UlidSource(TimeProvider.System));
}
