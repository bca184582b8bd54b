using System.CommandLine;

namespace Tarn.Cli.Commands.Lifecycles;

/// <summary>Care for buckets.</summary>
internal sealed class StorageCommand : Command
{
    public StorageCommand()
        : base("storage", "Look after buckets: lifecycle rules and what they did")
    {
        Subcommands.Add(new LifecycleCommand());
        Subcommands.Add(new AuditCommand());
    }
}
