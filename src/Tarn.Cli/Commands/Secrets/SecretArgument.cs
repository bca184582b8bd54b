using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Security.Secrets;
using Tarn.State;

namespace Tarn.Cli.Commands.Secrets;

/// <summary>Which secret is meant, and where it is kept.</summary>
internal static class SecretArgument
{
    public static Argument<string> Create() => new("name")
    {
        Description = "What definitions call it",
        HelpName = "NAME",
    };

    /// <summary>The secrets of the lake, whose definitions may be wrong for want of one.</summary>
    public static Task<SecretStore> OpenAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string directory = LakeLocator.Find(context.Settings.Directory);
        DocumentStore documents = new(Path.Combine(directory, ".tarn"), context.Services.IdSource);
        LakeSecrets secrets = new(documents, context.Services.IdSource, context.Services.TimeProvider);
        return secrets.OpenAsync(directory, context.Settings.Environment, cancellationToken);
    }
}
