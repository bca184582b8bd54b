using System.CommandLine;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Lifecycles;

/// <summary>Care for buckets.</summary>
internal sealed class StorageCommand : Command
{
    public StorageCommand(CliServices services)
        : base("storage", "Look after buckets: lifecycle rules and what they did")
    {
        Subcommands.Add(new LifecycleCommand(services));
        Subcommands.Add(new AuditCommand(services));
    }
}
