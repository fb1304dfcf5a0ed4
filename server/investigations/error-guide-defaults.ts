import type { Language } from '../core/generated/prisma/client.ts';
import type { GuideText } from './error-guide.ts';

/**
 * What comes with the product, by the error's text as the robots write it: numbers of errors are each
 * company's own. A company's admin writes over it.
 */
export const DEFAULT_GUIDES: Record<string, Record<Language, GuideText>> = {
  'File cannot be read': {
    EN: {
      meaning: 'The file is damaged or cut off, so no row could be taken from it.',
      usualCause: 'The upload broke off, or the mail system changed the attachment on its way.',
      whatToDo:
        'Open the file. If it does not open, ask the supplier to send it again; if it does, run the load again.',
    },
    RU: {
      meaning: 'Файл повреждён или обрезан, ни одной строки из него взять не удалось.',
      usualCause: 'Передача прервалась, или почтовая система изменила вложение по дороге.',
      whatToDo:
        'Откройте файл. Не открывается — попросите поставщика прислать его ещё раз, открывается — запустите загрузку повторно.',
    },
  },
  'Unknown format': {
    EN: {
      meaning: 'The file is of a kind that no loader takes.',
      usualCause:
        'The supplier moved to another program and sends another kind of file than before.',
      whatToDo:
        'Compare it with the last good file. Ask for the old format, or have the new one set up.',
    },
    RU: {
      meaning: 'Файл такого вида, который не берёт ни один загрузчик.',
      usualCause: 'Поставщик перешёл на другую программу и присылает файлы другого вида.',
      whatToDo:
        'Сравните с последним удачным файлом. Попросите прежний формат или настройте приём нового.',
    },
  },
  'Price column not found': {
    EN: {
      meaning: 'The table has no column that the mapping knows as the price.',
      usualCause: 'The supplier renamed or moved the column, or put lines above the header.',
      whatToDo:
        'Look at the header of the file, add the new name to the mapping and load the file again.',
    },
    RU: {
      meaning: 'В таблице нет колонки, которую настройка считает ценой.',
      usualCause: 'Поставщик переименовал или передвинул колонку либо добавил строки над шапкой.',
      whatToDo:
        'Посмотрите шапку файла, добавьте новое название в настройку и загрузите файл повторно.',
    },
  },
  'Quantity column not found': {
    EN: {
      meaning: 'The table has no column that the mapping knows as the quantity in stock.',
      usualCause: 'The column was renamed, or stock now comes in a file of its own.',
      whatToDo: 'Look at the header of the file, mend the mapping, or ask where the stock is now.',
    },
    RU: {
      meaning: 'В таблице нет колонки, которую настройка считает остатком.',
      usualCause: 'Колонку переименовали, или остатки теперь приходят отдельным файлом.',
      whatToDo: 'Посмотрите шапку файла, поправьте настройку или спросите, где теперь остатки.',
    },
  },
  'Wrong encoding': {
    EN: {
      meaning: 'The letters of the file are not in the encoding that was expected.',
      usualCause:
        'A program of the supplier saves in Windows-1251 instead of UTF-8, or the other way round.',
      whatToDo: 'Switch the encoding for this supplier and load the file again.',
    },
    RU: {
      meaning: 'Буквы в файле записаны не в той кодировке, которую ждали.',
      usualCause: 'Программа поставщика сохраняет в Windows-1251 вместо UTF-8 или наоборот.',
      whatToDo: 'Переключите кодировку для этого поставщика и загрузите файл повторно.',
    },
  },
  'File is empty': {
    EN: {
      meaning: 'The file came, but there is nothing in it.',
      usualCause:
        "The supplier's nightly export failed or was still running when the file was sent.",
      whatToDo:
        'Wait for the next file if one is due today; otherwise ask the supplier for a full one.',
    },
    RU: {
      meaning: 'Файл пришёл, но он пуст.',
      usualCause: 'Ночная выгрузка у поставщика не удалась или ещё шла, когда файл отправили.',
      whatToDo: 'Если сегодня ждём ещё файл, подождите его, иначе попросите у поставщика полный.',
    },
  },
  'Archive is password-protected': {
    EN: {
      meaning: 'The archive cannot be unpacked without a password that is not known here.',
      usualCause: 'The supplier or its mail system began to protect attachments.',
      whatToDo: 'Ask the supplier for the password and save it, or for files without one.',
    },
    RU: {
      meaning: 'Архив нельзя распаковать без пароля, а здесь его не знают.',
      usualCause: 'Поставщик или его почтовая система начали защищать вложения.',
      whatToDo: 'Узнайте у поставщика пароль и сохраните его или попросите присылать без пароля.',
    },
  },
  'FTP timeout': {
    EN: {
      meaning: "The supplier's FTP server did not answer in time.",
      usualCause: 'The server is down or overloaded, or a firewall closed the way.',
      whatToDo:
        'See whether the next run went through. If not, ask the supplier whether the server is up.',
    },
    RU: {
      meaning: 'FTP-сервер поставщика не ответил вовремя.',
      usualCause: 'Сервер выключен или перегружен либо доступ закрыл межсетевой экран.',
      whatToDo:
        'Посмотрите, прошёл ли следующий запуск. Если нет, спросите у поставщика, работает ли сервер.',
    },
  },
  'FTP login refused': {
    EN: {
      meaning: 'The FTP server did not accept our name and password.',
      usualCause: 'The supplier changed the password or closed the account.',
      whatToDo: 'Ask the supplier for the present access and save it; then run the load again.',
    },
    RU: {
      meaning: 'FTP-сервер не принял наши имя и пароль.',
      usualCause: 'Поставщик сменил пароль или закрыл учётную запись.',
      whatToDo:
        'Узнайте у поставщика действующий доступ, сохраните его и запустите загрузку повторно.',
    },
  },
  'Duplicate file': {
    EN: {
      meaning: 'The same file was loaded before, to the byte.',
      usualCause: 'The supplier sent an old file again, or has had no changes since.',
      whatToDo:
        'Close it as a duplicate. If it happens for days, ask whether the export still runs.',
    },
    RU: {
      meaning: 'Точно такой же файл уже загружали.',
      usualCause: 'Поставщик ещё раз прислал старый файл, или у него ничего не изменилось.',
      whatToDo:
        'Закройте как повтор. Если так несколько дней подряд, спросите, работает ли выгрузка.',
    },
  },
  'Letter has no attachment': {
    EN: {
      meaning: 'A letter came from the supplier, but without a price list.',
      usualCause: 'Somebody wrote a letter by hand, or the list is behind a link in it.',
      whatToDo:
        'Read the letter. Ask for the price list as an attachment if it should have had one.',
    },
    RU: {
      meaning: 'От поставщика пришло письмо без прайс-листа.',
      usualCause: 'Кто-то написал письмо вручную, или прайс-лист лежит по ссылке в письме.',
      whatToDo:
        'Прочитайте письмо. Если прайс-лист должен был быть, попросите прислать его вложением.',
    },
  },
  'Price is not a number': {
    EN: {
      meaning: 'The price column has words where a number is expected.',
      usualCause: 'Articles with a price on request, or two prices written into one field.',
      whatToDo:
        'Look at the row that the case names. Have such rows skipped, or ask for plain numbers.',
    },
    RU: {
      meaning: 'В колонке цены слова там, где ждали число.',
      usualCause: 'Товары с ценой по запросу или две цены в одном поле.',
      whatToDo:
        'Посмотрите строку, названную в случае. Настройте пропуск таких строк или попросите присылать числа.',
    },
  },
  'Far fewer rows than last time': {
    EN: {
      meaning:
        'The file is whole, but much shorter than the one before; it was not loaded, to be safe.',
      usualCause:
        'The export was cut off, or the supplier really sells less, at the end of a season for example.',
      whatToDo: 'Ask the supplier if in doubt. If the list is right, let it through by hand.',
    },
    RU: {
      meaning: 'Файл цел, но намного короче прошлого; на всякий случай его не загрузили.',
      usualCause: 'Выгрузка оборвалась, или товаров и вправду меньше, например в конце сезона.',
      whatToDo: 'Если есть сомнения, спросите поставщика. Если всё верно, пропустите файл вручную.',
    },
  },
  'Price list is older than the last one': {
    EN: {
      meaning: 'The date in the file is before that of the list loaded last.',
      usualCause: 'The supplier sent an old file by mistake.',
      whatToDo: 'Ask for the current price list; the old one changes nothing here.',
    },
    RU: {
      meaning: 'Дата в файле раньше, чем у прайс-листа, загруженного последним.',
      usualCause: 'Поставщик по ошибке прислал старый файл.',
      whatToDo: 'Попросите действующий прайс-лист; старый здесь ничего не меняет.',
    },
  },
  'Consolidation timed out': {
    EN: {
      meaning: 'Putting the rows together took longer than it may.',
      usualCause: 'A worker of ours was out of memory or waited for the warehouse.',
      whatToDo: 'Run the consolidation again. If it times out twice, tell the engineers.',
    },
    RU: {
      meaning: 'Сведение строк заняло больше времени, чем разрешено.',
      usualCause: 'Нашему обработчику не хватило памяти, или он ждал хранилище.',
      whatToDo: 'Запустите сведение повторно. Если не пройдёт дважды, сообщите инженерам.',
    },
  },
};
