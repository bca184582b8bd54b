using Tarn.Common.Network;
using Tarn.Security.Keys;

namespace Tarn.Definitions;

/// <summary>The section <c>security</c> of lake.yaml.</summary>
public sealed record SecuritySettings
{
    /// <summary>Absolute path of the master key; null is the one in <c>.tarn</c>.</summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>The master key itself; null is that of the file.</summary>
    public string? MasterKey { get; init; }

    /// <summary>What inside the network requests out of the lake may reach.</summary>
    public OutboundRules Outbound { get; init; } = OutboundRules.None;

    /// <param name="stateDirectory">The lake's <c>.tarn</c>.</param>
    public MasterKeyOptions MasterKeyIn(string stateDirectory) => new()
    {
        FilePath = MasterKeyFile ?? Path.Join(stateDirectory, MasterKeyOptions.DefaultFileName),
        Text = MasterKey,
    };

    /// <summary>Without the key.</summary>
    public override string ToString() => MasterKeyFile ?? "";
}
