namespace Tarn.Sources.Generation.Clickstream;

/// <summary>What a visitor does.</summary>
internal enum ClickType
{
    PageView,
    Search,
    ProductView,
    AddToCart,
    RemoveFromCart,
    Checkout,
    Purchase,

    /// <summary>The session is over; never an event.</summary>
    Leave,
}
