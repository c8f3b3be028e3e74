using Observability.Evaluation.Deterministic;
using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Tests.Deterministic;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("en", "You can cancel the order at any time before it has been shipped, and we will refund the full amount.")]
    [InlineData("de", "Sie können die Bestellung jederzeit stornieren, solange sie noch nicht versandt wurde, und wir erstatten den Betrag.")]
    [InlineData("fr", "Vous pouvez annuler la commande à tout moment avant son expédition et nous vous remboursons le montant total.")]
    [InlineData("es", "Puede cancelar el pedido en cualquier momento antes de que se envíe y le devolveremos el importe completo.")]
    [InlineData("it", "È possibile annullare l'ordine in qualsiasi momento prima della spedizione e il rimborso è per l'intero importo.")]
    [InlineData("pt", "Você pode cancelar o pedido a qualquer momento antes do envio e nós não cobramos o valor do seu cartão.")]
    [InlineData("nl", "U kunt de bestelling op elk moment annuleren voordat deze is verzonden en wij betalen het volledige bedrag terug.")]
    [InlineData("sv", "Du kan avbryta beställningen när som helst innan den har skickats och vi betalar tillbaka hela beloppet till dig.")]
    [InlineData("pl", "Zamówienie można anulować w każdej chwili, zanim zostanie wysłane, a my zwrócimy całą kwotę na konto, które jest podane.")]
    [InlineData("tr", "Siparişi gönderilmeden önce her zaman iptal edebilirsiniz ve bu tutar için bir ödeme olarak daha sonra iade edilir.")]
    [InlineData("fi", "Voit peruuttaa tilauksen milloin vain ennen kuin se on lähetetty, ja me palautamme koko summan, joka on maksettu.")]
    [InlineData("ru", "Вы можете отменить заказ в любое время, пока он не был отправлен, и мы вернём всю сумму на карту.")]
    [InlineData("uk", "Ви можете скасувати замовлення в будь-який час, поки його не було відправлено, і ми повернемо всю суму.")]
    [InlineData("ar", "يمكن إلغاء الطلب في أي وقت قبل أن يتم شحنه، وسوف نعيد المبلغ كل إلى البطاقة التي تم الدفع من خلال هذا الحساب.")]
    [InlineData("fa", "شما می توانید سفارش را در هر زمان لغو کنید و این مبلغ به حساب شما بر می گردد که با آن پرداخت شد.")]
    [InlineData("zh", "您可以在发货之前随时取消订单，我们将全额退款。")]
    [InlineData("ja", "発送前であればいつでも注文をキャンセルでき、全額を返金します。")]
    [InlineData("ko", "배송 전에는 언제든지 주문을 취소할 수 있으며 전액 환불해 드립니다.")]
    [InlineData("el", "Μπορείτε να ακυρώσετε την παραγγελία ανά πάσα στιγμή.")]
    [InlineData("he", "אפשר לבטל את ההזמנה בכל עת לפני המשלוח.")]
    [InlineData("th", "คุณสามารถยกเลิกคำสั่งซื้อได้ตลอดเวลา")]
    [InlineData("hi", "आप किसी भी समय ऑर्डर रद्द कर सकते हैं।")]
    public void Language_OfASentence_IsTold(string language, string text) => Assert.Equal(language, LanguageGuess.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("OK")]
    [InlineData("var x = foo(bar);")]
    public void Language_OfTooLittle_IsNotTold(string text) => Assert.Null(LanguageGuess.Of(text));

    [Fact]
    public async Task Answer_InAnotherLanguageThanItsQuestion_IsFound()
    {
        const string Question = "Wie kann ich die Bestellung stornieren, die noch nicht versandt ist?";

        var score = await Scores.OneAsync(new LanguageEvaluator(), "You can cancel the order before it is shipped.", input: Question);

        Assert.Equal(false, score.Value);
        Assert.Equal("It is en, wanted is de.", score.Comment);
        Assert.True((await Scores.OneAsync(new LanguageEvaluator(), "Sie können das mit dem Formular auf der Seite tun.", input: Question)).Passed);
        Assert.True((await Scores.OneAsync(new LanguageEvaluator("fr"), "42")).IsSkipped);
    }

    [Fact]
    public void Language_ThatCannotBeTold_IsRefused() => Assert.Throws<ArgumentException>(() => new LanguageEvaluator("tlh"));
}
