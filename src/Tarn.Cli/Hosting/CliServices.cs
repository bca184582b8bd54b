using Tarn.Common;

namespace Tarn.Cli.Hosting;

/// <summary>What commands are made with.</summary>
internal sealed record CliServices(Terminal Terminal, TimeProvider TimeProvider, IIdSource IdSource)
{
    public static CliServices OfProcess() =>
        new(Terminal.OfProcess(), TimeProvider.System, new UlidSource(TimeProvider.System));
}
