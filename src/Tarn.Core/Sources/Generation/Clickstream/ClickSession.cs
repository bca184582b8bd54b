namespace Tarn.Sources.Generation.Clickstream;

/// <summary>One visit of the shop, event by event. Sessions are used again for other visitors.</summary>
internal sealed class ClickSession
{
    private const int CartMax = 3;
    private const double KnownShare = 0.3;
    private const double LogsInAtCheckoutShare = 0.8;

    private readonly (ClickProduct Product, int Quantity)[] _cart = new (ClickProduct, int)[CartMax];
    private ClickType _last = ClickType.Leave;
    private int _inCart;
    private int _bought;

    public ClickVisitor Visitor { get; } = new();

    public bool IsBot { get; private set; }

    /// <summary>The event that is due.</summary>
    public ClickType Current => _last;

    public bool IsOver => _last == ClickType.Leave;

    /// <summary>What is looked at, put into the cart, taken out or bought; null in other events.</summary>
    public ClickProduct? Product { get; private set; }

    /// <summary>Pieces; 0 in events that have none.</summary>
    public int Quantity { get; private set; }

    /// <summary>Of the event before; null in the first.</summary>
    public byte[]? PreviousPage { get; private set; }

    public byte[]? Page { get; set; }

    /// <summary>Begins a session of somebody else; its first event is due.</summary>
    public void Begin(Chance chance, double botShare)
    {
        IsBot = chance.Is(botShare);
        Visitor.Renew(chance, IsBot);
        if (!IsBot && chance.Is(KnownShare))
        {
            Visitor.LogIn(chance);
        }

        _inCart = 0;
        _bought = 0;
        Product = null;
        Quantity = 0;
        Page = null;
        PreviousPage = null;
        Enter(chance, ClickFunnel.First(chance));
    }

    /// <summary>Decides about the next event, which may be none.</summary>
    public void Move(Chance chance)
    {
        PreviousPage = Page;
        ClickType next = _last == ClickType.Purchase && _bought < _inCart ? ClickType.Purchase
            : IsBot ? ClickFunnel.NextOfBot(chance)
            : ClickFunnel.Next(chance, _last);
        Enter(chance, next);
    }

    private void Enter(Chance chance, ClickType type)
    {
        ClickProduct? looked = Product;
        Product = null;
        Quantity = 0;
        _last = type;
        switch (type)
        {
            case ClickType.ProductView:
                Product = ClickProduct.Popular(chance);
                break;
            case ClickType.AddToCart when _inCart < CartMax && looked is not null:
                Product = looked;
                Quantity = 1 + (chance.Below(4) == 0 ? 1 + chance.Below(4) : 0);
                _cart[_inCart++] = (Product, Quantity);
                break;
            case ClickType.AddToCart:
                _last = ClickType.ProductView;
                Product = ClickProduct.Popular(chance);
                break;
            case ClickType.RemoveFromCart:
                (Product, Quantity) = _cart[--_inCart];
                break;
            case ClickType.Checkout when Visitor.User is null && chance.Is(LogsInAtCheckoutShare):
                Visitor.LogIn(chance);
                break;
            case ClickType.Purchase:
                (Product, Quantity) = _cart[_bought++];
                break;
            case ClickType.PageView when _bought > 0:
                _inCart = 0;
                _bought = 0;
                break;
        }
    }
}
