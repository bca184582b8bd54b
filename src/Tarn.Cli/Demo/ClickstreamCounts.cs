using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Sources.Generation.Clickstream;
using Tarn.Streams;

namespace Tarn.Cli.Demo;

/// <summary>Where each of the events of a demonstration is.</summary>
internal static class ClickstreamCounts
{
    /// <param name="context">Of the command.</param>
    /// <param name="lake">Has run its jobs.</param>
    /// <param name="streams">That took the events.</param>
    /// <param name="tally">Of what was sent.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(
        CommandContext context,
        LakeHost lake,
        StreamService streams,
        ClickstreamTally tally,
        CancellationToken cancellationToken)
    {
        StreamStatus status = streams.StatusOf("clicks");
        long rows = await ClickRows.OfEventsAsync(lake, cancellationToken);
        long quarantined = await ClickRows.OfQuarantineAsync(lake, cancellationToken);
        context.Say(
            $"Sent {ValueText.Count(tally.Records)} records: {ValueText.Count(tally.Events)} events, "
            + $"{ValueText.Count(tally.Duplicates)} of them again, {ValueText.Count(tally.Malformed)} broken");
        context.Say(
            $"Acknowledged {ValueText.Count(status.IncomingRecords)}, delivered "
            + $"{ValueText.Count(status.DeliveredRecords)} in {ValueText.Count(status.DeliveredObjects)} objects");
        context.Say(
            $"In the lake: {ValueText.Count(rows)} events, {ValueText.Count(quarantined)} records in quarantine");
    }
}
