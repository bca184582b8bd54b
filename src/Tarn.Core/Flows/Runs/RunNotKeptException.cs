using Tarn.Common;

namespace Tarn.Flows.Runs;

/// <summary>What a run has come to could not be written, such as to a full disk: no fault of a step's.</summary>
internal sealed class RunNotKeptException(TarnException inner) : Exception(inner.Message, inner)
{
    public TarnException Reason => inner;
}
