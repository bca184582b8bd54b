using Tarn.Cli.Commands;
using Tarn.Cli.Output;
using Tarn.Crawlers;

namespace Tarn.Cli.Progress;

/// <summary>How far a crawl has come: one line that changes and goes in the end, on a terminal only.</summary>
internal sealed class CrawlLine(CommandContext context, string crawler) : IProgress<CrawlProgress>, IDisposable
{
    private const int Step = 100;

    /// <summary>Back to the start of the line, which is cleared.</summary>
    private const string Erase = "\r\e[K";

    private readonly bool _moves =
        context.Terminal.IsErrorTerminal && !context.Settings.IsPlain && !context.Settings.IsQuiet;

    private readonly Lock _lock = new();
    private bool _hasLine;

    public void Report(CrawlProgress value)
    {
        if (!_moves || (value.Done % Step != 0 && value.Done != value.Total))
        {
            return;
        }

        string count = value.Total == 0 ? "" : $" {ValueText.Count(value.Done)} of {ValueText.Count(value.Total)}";
        lock (_lock)
        {
            context.Terminal.Error.Write($"{Erase}{crawler}: {Words.Of(value.Stage)}{count}");
            _hasLine = true;
        }
    }

    public void Dispose()
    {
        if (_hasLine)
        {
            context.Terminal.Error.Write(Erase);
        }
    }
}
