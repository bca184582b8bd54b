using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Serving;
using Tarn.Common;
using Tarn.Security;

namespace Tarn.Cli.Commands.Server;

/// <summary>The variables that make AWS tools talk to the lake's server.</summary>
internal static class ServerEnvironment
{
    private const string Region = "us-east-1";

    /// <exception cref="TarnException"><c>TN1006</c>: no server is running.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(CommandContext context)
    {
        string state = Path.Combine(LakeLocator.Find(context.Settings.Directory), ".tarn");
        ServerRecord record = ServerRecord.Read(state) ?? throw new TarnException(
            ErrorCodes.NoServer, "no server of this lake is running")
        {
            Hint = $"start one: {context.ProgramName} serve",
        };
        AccessKey root = new AccessKeys(state, context.Services.IdSource).GetRoot();
        List<KeyValuePair<string, string>> variables =
        [
            new("AWS_ENDPOINT_URL", record.Endpoint),
            new("AWS_ACCESS_KEY_ID", root.Id),
            new("AWS_SECRET_ACCESS_KEY", root.Secret),
            new("AWS_REGION", Region),
            new("AWS_DEFAULT_REGION", Region),
            new("AWS_EC2_METADATA_DISABLED", "true"),
        ];
        if (record.Endpoint.StartsWith("https:", StringComparison.Ordinal)
            && File.Exists(SelfMadeCertificate.PathOf(state)))
        {
            variables.Add(new("AWS_CA_BUNDLE", SelfMadeCertificate.PathOf(state)));
        }

        return variables;
    }
}
