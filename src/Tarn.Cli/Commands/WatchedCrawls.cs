using System.Globalization;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Crawlers.Watching;
using Tarn.State;

namespace Tarn.Cli.Commands;

/// <summary>Runs the crawls of <c>tarn crawl --watch</c>; each has the lake for itself while it runs.</summary>
internal sealed class WatchedCrawls(CommandContext context, LakeHost lake) : ICrawlStarter
{
    private bool _isBusyTold;

    public async Task<CrawlOutcome> CrawlAsync(
        CrawlerDefinition crawler, CrawlCause cause, CancellationToken cancellationToken)
    {
        try
        {
            using ILakeTurn? owned = lake.LockForCrawls();
            _isBusyTold = false;
            Tell($"{crawler.Name} begins: {Words(cause)}");
            IReadOnlyList<CrawlReport> reports =
                await CrawlOutput.RunAsync(context, lake, [crawler], isDryRun: false, cancellationToken);
            await CrawlOutput.WriteChangedAsync(context, reports, cancellationToken);
            CrawlOutput.Summarize(context, reports[0]);
            return CrawlOutcome.Done;
        }
        catch (TarnException exception) when (exception.Code is ErrorCodes.LakeLocked or ErrorCodes.StateConflict)
        {
            if (!_isBusyTold)
            {
                Tell($"{crawler.Name} waits: {exception.Message}");
            }

            _isBusyTold = true;
            return CrawlOutcome.Busy;
        }
        catch (TarnException exception)
        {
            new ErrorReporter(context.Terminal, context.ErrorPalette, context.Settings.IsVerbose).Report(exception);
            Tell($"{crawler.Name} failed; the watch goes on");
            return CrawlOutcome.Failed;
        }
    }

    private static string Words(CrawlCause cause) => cause switch
    {
        CrawlCause.Schedule => "its time has come",
        CrawlCause.Arrival => "objects have changed",
        _ => "the watch has begun",
    };

    private void Tell(string message)
    {
        string now = context.Services.TimeProvider.GetUtcNow()
            .ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        context.Say($"{context.ErrorPalette.Dim(now)} {message}");
    }
}
