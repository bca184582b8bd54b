using System.Net;
using Tarn.Common;
using Tarn.Common.Network;
using Tarn.Definitions;
using Tarn.Security.Keys;
using Xunit;

namespace Tarn.Tests.Definitions;

/// <summary>The section <c>security</c> of lake.yaml.</summary>
public sealed class SecuritySettingsTests : IDisposable
{
    private const string Lake = "version: 1\nzones:\n  raw:\n";

    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Without_it_the_master_key_is_in_the_state_directory()
    {
        _lake.Write("lake.yaml", Lake);

        MasterKeyOptions options = (await _lake.LoadAsync()).Security.MasterKeyIn("/state");

        Assert.Equal(Path.Join("/state", "master.key"), options.FilePath);
        Assert.Null(options.Text);
    }

    [Fact]
    public async Task A_path_counts_from_the_lake()
    {
        _lake.Write("lake.yaml", Lake + "security:\n  master_key_file: ../keys/master.key\n");

        LakeDefinition lake = await _lake.LoadAsync();

        Assert.Equal(
            Path.GetFullPath("../keys/master.key", lake.Directory), lake.Security.MasterKeyIn("/state").FilePath);
    }

    [Fact]
    public async Task The_key_itself_can_come_from_outside()
    {
        _lake.Write("master", "c2VjcmV0\n");
        _lake.Write("lake.yaml", Lake + "security:\n  master_key: ${file:master}\n");

        SecuritySettings security = (await _lake.LoadAsync()).Security;

        Assert.Equal("c2VjcmV0", security.MasterKeyIn("/state").Text);
        Assert.DoesNotContain("c2VjcmV0", $"{security}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_master_keys_are_an_error()
    {
        _lake.Write("lake.yaml", Lake + "security:\n  master_key_file: a\n  master_key: b\n");

        DiagnosticException wrong = await Assert.ThrowsAsync<DiagnosticException>(() => _lake.LoadAsync());

        Assert.Contains("given twice", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_inside_the_network_can_be_allowed()
    {
        _lake.Write("lake.yaml", Lake + "security:\n  outbound:\n    allow: [hooks.internal, 10.1.0.0/16]\n");

        OutboundRules rules = (await _lake.LoadAsync()).Security.Outbound;

        Assert.Null(rules.RefusalOf("hooks.internal", IPAddress.Parse("192.168.0.1")));
        Assert.Null(rules.RefusalOf("other.internal", IPAddress.Parse("10.1.2.3")));
        Assert.NotNull(rules.RefusalOf("other.internal", IPAddress.Parse("192.168.0.1")));
    }

    [Fact]
    public async Task What_is_no_place_is_told_with_its_line()
    {
        _lake.Write("lake.yaml", Lake + "security:\n  outbound:\n    allow:\n      - http://hooks/\n");

        DiagnosticException wrong = await Assert.ThrowsAsync<DiagnosticException>(() => _lake.LoadAsync());

        Diagnostic diagnostic = Assert.Single(wrong.Diagnostics);
        Assert.Equal((7, 9), (diagnostic.Location!.Line, diagnostic.Location.Column));
        Assert.Contains("CIDR", diagnostic.Label, StringComparison.Ordinal);
    }
}
