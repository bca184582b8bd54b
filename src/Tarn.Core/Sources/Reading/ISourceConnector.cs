using Tarn.Common;

namespace Tarn.Sources.Reading;

/// <summary>Reads sources of one type.</summary>
public interface ISourceConnector
{
    /// <summary>Whether the source is of its type.</summary>
    bool Reads(SourceDefinition source);

    /// <summary>Connects, and fixes the moment that all tables are read as of.</summary>
    /// <exception cref="TarnException">
    /// The source cannot be reached, or refuses; transient when it may work later.
    /// </exception>
    Task<ISourceReading> OpenAsync(SourceReadingRequest request, CancellationToken cancellationToken);

    /// <summary>The position that somebody wrote, such as the value of a cursor.</summary>
    /// <exception cref="TarnException"><c>TN1005</c>: it is none; the message says what is expected.</exception>
    SourcePosition ParsePosition(SourceTable table, string text);

    /// <summary>A position for people, and for <see cref="ParsePosition"/>.</summary>
    string FormatPosition(SourceTable table, SourcePosition position);
}
