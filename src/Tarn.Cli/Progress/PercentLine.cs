using System.Globalization;
using Tarn.Cli.Commands;
using Tarn.Cli.Output;
using Tarn.Tables.Maintenance;

namespace Tarn.Cli.Progress;

/// <summary>
/// How far work on a table has come: on a terminal one line that changes, elsewhere a line every tenth.
/// </summary>
internal sealed class PercentLine(CommandContext context, string done) : IProgress<MaintenanceProgress>, IDisposable
{
    private readonly bool _moves = context.Terminal.IsErrorTerminal && !context.Settings.IsPlain;
    private int _tenths;
    private bool _hasLine;

    public void Report(MaintenanceProgress value)
    {
        double share = value.BytesTotal == 0 ? 1 : (double)value.BytesDone / value.BytesTotal;
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{share * 100:0} % of {ValueText.Bytes(value.BytesTotal)} {done}");
        if (context.Settings.IsQuiet)
        {
            return;
        }

        if (_moves)
        {
            context.Terminal.Error.Write($"\r{text}");
            _hasLine = true;
        }
        else if ((int)(share * 10) > _tenths)
        {
            _tenths = (int)(share * 10);
            context.Terminal.Error.WriteLine(text);
        }
    }

    public void Dispose()
    {
        if (_hasLine)
        {
            context.Terminal.Error.WriteLine();
        }
    }
}
