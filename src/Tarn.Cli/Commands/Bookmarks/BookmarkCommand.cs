using System.CommandLine;

namespace Tarn.Cli.Commands.Bookmarks;

/// <summary>What models and tables of sources have consumed, and how to change it.</summary>
internal sealed class BookmarkCommand : Command
{
    public BookmarkCommand()
        : base("bookmark", "Show or change what a model or a table of a source has consumed; pause and resume it")
    {
        Subcommands.Add(new BookmarkShowCommand());
        Subcommands.Add(new BookmarkSetCommand());
        Subcommands.Add(new BookmarkRewindCommand());
        Subcommands.Add(new BookmarkRetryCommand());
        Subcommands.Add(new BookmarkResetCommand());
        Subcommands.Add(new BookmarkPauseCommand());
        Subcommands.Add(new BookmarkResumeCommand());
    }
}
